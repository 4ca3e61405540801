#!/usr/bin/env node
// The command's door. A machine may carry an older Node than the project needs: the npm package `node` brings the right
// one, and this file, which any Node can read, hands over to it.
import { spawn } from 'node:child_process'
import module, { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'

const wantedMajor = 24

if (Number(process.versions.node.split('.')[0]) >= wantedMajor) {
  module.enableCompileCache?.() // starting is mostly reading libraries
  await import('./main.ts')
} else {
  const node = bundledNode()
  if (node === undefined) {
    process.stderr.write(`Laskuri needs Node ${wantedMajor}; this is ${process.versions.node}. Run: npm ci\n`)
    process.exitCode = 1
  } else {
    const self = fileURLToPath(import.meta.url)
    const command = spawn(node, [self, ...process.argv.slice(2)], { stdio: 'inherit' })
    // The terminal's Ctrl-C reaches the command too, which ends its work: wait for it. Of `kill` only this one hears.
    process.on('SIGINT', () => {})
    process.on('SIGTERM', () => command.kill('SIGTERM'))
    command.on('exit', (status, signal) => {
      process.exitCode = status ?? 1
      if (signal) process.removeAllListeners(signal).kill(process.pid, signal)
    })
  }
}

function bundledNode() {
  try {
    return createRequire(import.meta.url).resolve('node/bin/node')
  } catch {
    return undefined
  }
}
