import { createInterface } from 'node:readline'

/** Asks on a terminal; true for yes. Elsewhere nobody can be asked: false. */
export async function confirmed(question: string): Promise<boolean> {
  if (!process.stdin.isTTY || !process.stderr.isTTY) return false
  return /^y(es)?$/i.test((await answerTo(`${question} [y/N] `)).trim())
}

/** The answer; Ctrl-C and Ctrl-D answer nothing. */
function answerTo(question: string): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  return new Promise((resolve) => {
    const leave = () => {
      process.stderr.write('\n')
      resolve('')
    }
    terminal.once('close', leave)
    terminal.question(question, (answer) => {
      terminal.off('close', leave).close()
      resolve(answer)
    })
  })
}
