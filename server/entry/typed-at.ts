/** When something was typed that was sent `agoMs` milliseconds later, by the clock of its receipt; ISO 8601, UTC. */
export function typedAt(receivedAt: string, agoMs: number): string {
  return new Date(Date.parse(receivedAt) - agoMs).toISOString()
}

/** The earlier of what is known of a time of entry; null when nothing is. */
export function firstTypedAt(...known: readonly (string | null)[]): string | null {
  return known.filter((time) => time !== null).sort()[0] ?? null
}
