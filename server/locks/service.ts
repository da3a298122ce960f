export { studyCloseOut, subjectCloseOut } from './close-out.ts'
export { locksHolding, listLocks } from './read-locks.ts'
export { releaseLock, setLock } from './set-lock.ts'
