import { expect, vi } from 'vitest'

/** Tells this process to stop as a shell does, and says by which signals it would have ended. */
export async function toldToStop(
  signal: 'SIGHUP' | 'SIGINT' | 'SIGTERM',
): Promise<readonly unknown[]> {
  const kill = vi.spyOn(process, 'kill').mockReturnValue(true)
  const [own] = process.listeners(signal).slice(-1)
  own?.(signal)
  await vi.waitFor(() => {
    expect(kill).toHaveBeenCalled()
  })
  return kill.mock.calls.map(([, by]) => by)
}
