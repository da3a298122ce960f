import { randomBytes, randomInt } from 'node:crypto'

/** argon2id with 19 MiB, two passes, one lane: about 30 ms of one core. @source OWASP password storage */
const COST = { memoryCost: 19456, timeCost: 2, parallelism: 1 } as const

/** Loaded at the first use: a server that nobody signs in to does not pay for it. */
const argon2 = () => import('@node-rs/argon2')

export async function hashPassword(password: string): Promise<string> {
  return (await argon2()).hash(password, COST)
}

export async function isPassword(hash: string, password: string): Promise<boolean> {
  return (await argon2()).verify(hash, password)
}

let dummy: Promise<string> | null = null

/**
 * A hash that no password opens. A sign-in with an unknown name is checked against it, so that it
 * takes as long as one with a known name.
 */
export function dummyHash(): Promise<string> {
  dummy ??= hashPassword(randomBytes(32).toString('base64'))
  return dummy
}

// Without letters and digits that are taken for each other when read aloud or from paper.
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789'

/** A first password for somebody to type once: four groups of four, about 79 bits. */
export function newFirstPassword(): string {
  const group = (): string =>
    Array.from({ length: 4 }, () => LETTERS.charAt(randomInt(LETTERS.length))).join('')
  return [group(), group(), group(), group()].join('-')
}
