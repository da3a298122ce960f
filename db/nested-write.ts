import { AsyncLocalStorage } from 'node:async_hooks'
import { NestedWriteError } from './store.ts'

const inWrite = new AsyncLocalStorage<true>()

/** Runs `fn` as a write. */
export function asWrite<T>(fn: () => Promise<T>): Promise<T> {
  return inWrite.run(true, fn)
}

/** The error to reject with when called inside a write; null outside. */
export function nestedWrite(): NestedWriteError | null {
  return inWrite.getStore() === true ? new NestedWriteError() : null
}
