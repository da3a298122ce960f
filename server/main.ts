import { runCli } from './cli/run.ts'
import { endOnFault, endOnUncaught } from './end-on-fault.ts'

endOnUncaught()

// `hepatrial … | head` closes the pipe early: that is no fault of the command.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit(0)
})

process.exitCode = await runCli(process.argv.slice(2)).catch(endOnFault)
