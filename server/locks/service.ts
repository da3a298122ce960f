export { studyCloseOut, subjectCloseOut } from './close-out.ts'
export { listLocks, listLocksAsOf, locksHolding, locksOfSubject } from './read-locks.ts'
export { releaseLock, setLock } from './set-lock.ts'
