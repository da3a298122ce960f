/**
 * Whose page this is. A browser holds one session for all its windows: once somebody else has signed in
 * in another window, the server refuses what this one sends in the name of its own account.
 */
let account: string | null = null

export function actAs(id: string | null): void {
  account = id
}

export function actingAs(): string | null {
  return account
}
