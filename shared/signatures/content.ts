import { z } from 'zod'
import type { FormValues } from '../forms/define.ts'
import { canonicalJson } from '../kernel/canonical-json.ts'
import { SIGNATURE_SCOPES } from './meanings.ts'

const signedRecordSchema = z.object({
  id: z.string(),
  form: z.string(),
  visit: z.string().nullable(),
  rowKey: z.string(),
  version: z.number(),
  /** SHA-256 of the canonical JSON of the whole content: values, completeness, definition, removal. */
  hash: z.string(),
})

const derivedSchema = z.object({ visit: z.string(), criteria: z.string(), derived: z.string() })
/** A response that the program derived, as it stood when it was signed. */
export type SignedDerivation = z.output<typeof derivedSchema>

const signedContentSchema = z.object({
  scope: z.enum(SIGNATURE_SCOPES),
  subject: z.object({ id: z.string(), subjid: z.string() }),
  visit: z.string().nullable(),
  record: z.string().nullable(),
  /** The last entry of the study's trail that the signer could know. */
  upToSeq: z.number(),
  /** The version of the definition in force at the site, and the hash of its text. */
  definition: z.object({ number: z.number(), hash: z.string() }),
  /** By id. */
  records: z.array(signedRecordSchema),
  derived: z.array(derivedSchema),
  /** Version of the program that derived them. */
  engine: z.string(),
  forms: z.number(),
  values: z.number(),
})
/** Exactly what one signature covers. */
export type SignedContent = z.output<typeof signedContentSchema>

/** The content of a stored signature. Throws on text that is none. */
export function parseSignedContent(text: string): SignedContent {
  return signedContentSchema.parse(JSON.parse(text))
}

/** The same; null for text that is none, as after an alteration by hand: `verify` names its row. */
export function readSignedContent(text: string): SignedContent | null {
  try {
    return parseSignedContent(text)
  } catch {
    return null
  }
}

/**
 * The part of the content that a change breaks, as canonical JSON: its hash is what the signer's
 * screen hands back, so that nobody signs what changed behind the screen.
 */
export function contentToCompare({ definition, records, derived }: SignedContent): string {
  return canonicalJson({ definition, records, derived })
}

/** What of a signature's row its hash binds together. */
export interface BoundSignature {
  readonly id: string
  readonly studyId: string
  readonly subjectId: string | null
  readonly recordId: string | null
  readonly visit: string | null
  readonly scope: string
  readonly meaning: string
  readonly signerId: string
  readonly signerName: string
  readonly signerRole: string
  readonly signedAt: string
  readonly content: string
}

/**
 * The text whose SHA-256 is a signature's hash: content, signer, meaning, time and place together, so
 * that a row that is copied to another place or person proves nothing. @source ES-06; 21 CFR 11.70
 */
export function boundText(row: BoundSignature): string {
  const { id, studyId, subjectId, recordId, visit, scope } = row
  const { meaning, signerId, signerName, signerRole, signedAt, content } = row
  const place = { id, studyId, subjectId, recordId, visit, scope }
  return canonicalJson({ ...place, meaning, signerId, signerName, signerRole, signedAt, content })
}

/** Values and reasons stored in a form. */
export function countValues({ items, rows }: FormValues): number {
  const texts: readonly (string | undefined)[] = [items, ...rows].flatMap((row) =>
    Object.values(row),
  )
  return texts.filter((text) => (text ?? '') !== '').length
}
