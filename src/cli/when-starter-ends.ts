/**
 * Calls `ended` once the process that started this one is gone. npm hands a signal to the shell between it and the
 * command, which dies of it and hands nothing on: the command would go on alone, and hold its port.
 */
export function whenStarterEnds(ended: () => void): void {
  const starter = process.ppid
  const watch = setInterval(() => {
    if (process.ppid === starter) return
    clearInterval(watch)
    ended()
  }, lookMs)
  watch.unref()
}

const lookMs = 250
