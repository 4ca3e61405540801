import { existsSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

import { runCommand } from './run-command.ts'
import { trialFolder } from './trial-folder.ts'

let trial: ReturnType<typeof trialFolder>
beforeEach(() => {
  trial = trialFolder()
})
afterEach(() => trial.remove())

describe('the embedded server is shared', () => {
  test('six commands that start at once on an empty folder share one server, and the last one out stops it', async () => {
    const commands = await Promise.all(Array.from({ length: 6 }, () => runCommand(trial.folder)))
    expect(new Set(commands.map(({ started }) => started)).size).toBe(1)
    const [last, ...others] = commands
    for (const command of others) expect(await command.leave()).toBe(0)
    expect(trial.isRunning()).toBe(true)
    expect(await last?.leave()).toBe(0)
    expect(trial.isRunning()).toBe(false)
  })

  test('all of several commands leaving at once leave nothing running', async () => {
    const commands = await Promise.all(Array.from({ length: 4 }, () => runCommand(trial.folder)))
    await Promise.all(commands.map((command) => command.leave()))
    expect(trial.isRunning()).toBe(false)
  })

  test('a command that starts while the last one is stopping the server works', async () => {
    for (let round = 0; round < 3; round += 1) {
      const first = await runCommand(trial.folder)
      const [, second] = await Promise.all([first.leave(), runCommand(trial.folder)])
      expect(await second.leave()).toBe(0)
    }
    expect(trial.isRunning()).toBe(false)
  })

  test('a killed command leaves a server that the next one uses and stops', async () => {
    const killed = await runCommand(trial.folder)
    await killed.kill()
    expect(trial.isRunning()).toBe(true)
    const next = await runCommand(trial.folder)
    expect(next.started).toBe(killed.started)
    await next.leave()
    expect(trial.isRunning()).toBe(false)
  })

  test('a killed PostgreSQL is started again by the next command', async () => {
    const first = await runCommand(trial.folder)
    process.kill(trial.postmaster(), 'SIGKILL')
    const second = await runCommand(trial.folder)
    expect(second.started).not.toBe(first.started)
    await first.kill()
    await second.leave()
    expect(trial.isRunning()).toBe(false)
  })

  test("a killed server's notes that name a living process of another program do not keep it from starting", async () => {
    await (await runCommand(trial.folder)).leave()
    const notes = `${process.pid}\n${trial.folder}/cluster\n1\n5432\n${trial.folder}/socket\n\n`
    writeFileSync(path.join(trial.folder, 'cluster', 'postmaster.pid'), notes)
    const command = await runCommand(trial.folder)
    await command.leave()
    expect(trial.isRunning()).toBe(false)
  })

  test('what a command killed while making the data folder left is swept away', async () => {
    const draft = path.join(trial.folder, 'cluster.new-1-half-made')
    await (await runCommand(trial.folder)).leave()
    renameSync(path.join(trial.folder, 'cluster'), draft)
    await (await runCommand(trial.folder)).leave()
    expect(existsSync(draft)).toBe(false)
  })
})
