import { invalidField } from '../http/problem-error.ts'
import { isPassword } from './passwords.ts'

const MINIMUM_LENGTH = 12
/** A new password is none of this many latest ones. */
export const REMEMBERED_PASSWORDS = 5

interface Candidate {
  readonly password: string
  readonly username: string
  /** Hashes of the latest passwords, the one in use among them. */
  readonly latest: readonly string[]
  /** Pointer of the field in the request's body. */
  readonly pointer: string
}

/** Throws the 422 problem when a new password breaks a rule. @source 21 CFR 11.300(b) */
export async function checkPasswordRules(candidate: Candidate): Promise<void> {
  const { password, username, latest, pointer } = candidate
  if (Array.from(password).length < MINIMUM_LENGTH) {
    throw invalidField(pointer, 'password.tooShort', { minimum: MINIMUM_LENGTH })
  }
  if (password.toLowerCase().includes(username.toLowerCase())) {
    throw invalidField(pointer, 'password.containsUsername')
  }
  if (new Set(password).size < 4) throw invalidField(pointer, 'password.tooSimple')
  for (const hash of latest.slice(0, REMEMBERED_PASSWORDS)) {
    if (await isPassword(hash, password)) {
      throw invalidField(pointer, 'password.reused', { count: REMEMBERED_PASSWORDS })
    }
  }
}
