import { z } from 'zod'
import { BREAKING_KEYS } from '../../signatures/breaking-cases.ts'
import { SIGNATURE_MEANINGS, SIGNATURE_SCOPES } from '../../signatures/meanings.ts'
import { defineRoute } from '../define.ts'
import { studyParams } from './studies.ts'
import { subjectParams } from './subjects.ts'

/** What broke a signature: the case of the written table, and the entry of the trail that did it. */
const breakSchema = z.object({
  cause: z.enum(BREAKING_KEYS),
  at: z.string(),
  /** Seq of the entry, its act and who acted; for the program the part that did. */
  seq: z.number(),
  act: z.string(),
  by: z.string(),
  role: z.string(),
  form: z.string().nullable(),
  visit: z.string().nullable(),
})

/** An electronic signature as screen, paper and files show it. @source 21 CFR 11.50 */
export const signatureSchema = z
  .object({
    id: z.string(),
    /** The record signed; null where the signature speaks of a visit or of the subject. */
    record: z.string().nullable(),
    /** Of the record signed. */
    form: z.string().nullable(),
    visit: z.string().nullable(),
    scope: z.enum([...SIGNATURE_SCOPES, 'study']),
    meaning: z.enum(SIGNATURE_MEANINGS),
    signer: z.string(),
    role: z.string(),
    signedAt: z.string(),
    /** Of the subject's site: IANA name. */
    timeZone: z.string(),
    forms: z.number(),
    values: z.number(),
    /** `broken`: what was signed is no longer what stands. */
    state: z.enum(['valid', 'broken']),
    broken: breakSchema.nullable(),
    contentHash: z.string(),
  })
  .meta({ id: 'Signature' })
export type SignatureView = z.output<typeof signatureSchema>

export const listSignatures = defineRoute({
  id: 'listSignatures',
  tag: 'signatures',
  summary: 'Electronic signatures of a subject, broken ones included, in the order they were given',
  method: 'get',
  path: '/api/studies/:study/subjects/:subjid/signatures',
  access: 'subject.read',
  params: subjectParams,
  response: z.object({ signatures: z.array(signatureSchema) }),
})

/** What is to be signed: one form, one visit, or the whole subject. */
const placeSchema = z.object({
  scope: z.enum(SIGNATURE_SCOPES),
  visit: z.string().max(60).optional(),
  record: z.string().max(60).optional(),
})
export type SigningPlace = z.output<typeof placeSchema>

const changedItemSchema = z.object({
  pointer: z.string(),
  item: z.string(),
  /** Row of the form's group; empty outside one. */
  row: z.string(),
  before: z.string().nullable(),
  after: z.string().nullable(),
  redacted: z.array(z.enum(['before', 'after'])),
  by: z.string(),
  role: z.string(),
  at: z.string(),
  reason: z.string().nullable(),
})

const changedFormSchema = z.object({
  record: z.string(),
  form: z.string(),
  visit: z.string().nullable(),
  rowKey: z.string(),
  kind: z.enum(['added', 'changed', 'removed']),
  items: z.array(changedItemSchema),
})
export type ChangedForm = z.output<typeof changedFormSchema>

const signingSchema = z
  .object({
    scope: z.enum(SIGNATURE_SCOPES),
    visit: z.string().nullable(),
    record: z.string().nullable(),
    forms: z.number(),
    values: z.number(),
    /** Hash of what is shown; sent back with the signature. */
    digest: z.string(),
    /** The caller's last signature of any of it; null: never signed by the caller. */
    since: z.object({ signedAt: z.string(), meaning: z.enum(SIGNATURE_MEANINGS) }).nullable(),
    changes: z.array(changedFormSchema),
    /** Derived responses that are others than those signed; null: there was none. */
    derivedChanges: z.array(
      z.object({
        visit: z.string(),
        criteria: z.string(),
        before: z.string().nullable(),
        after: z.string().nullable(),
      }),
    ),
    covered: z.array(
      z.object({
        record: z.string(),
        form: z.string(),
        visit: z.string().nullable(),
        rowKey: z.string(),
        values: z.number(),
      }),
    ),
    /** What has to be filled before it can be signed. */
    missing: z.array(z.object({ form: z.string(), visit: z.string().nullable() })),
    /** Open queries and reviews to do: told to the signer, no hindrance. */
    openQueries: z.array(
      z.object({ form: z.string().nullable(), visit: z.string().nullable(), count: z.number() }),
    ),
    reviews: z.array(z.object({ visit: z.string(), criteria: z.string(), reopened: z.boolean() })),
    /** `all`: user name and password; `password`: signed in full in this session already. */
    components: z.enum(['all', 'password']),
    /** The account has a second factor: its code is a component too. */
    code: z.boolean(),
    /** Whether the caller's identity is on record with the right to sign here. */
    identityVerified: z.boolean(),
    /** Meanings under which the caller's signature of exactly this stands. */
    standing: z.array(z.enum(SIGNATURE_MEANINGS)),
  })
  .meta({ id: 'Signing' })
export type Signing = z.output<typeof signingSchema>

export const getSigning = defineRoute({
  id: 'getSigning',
  tag: 'signatures',
  summary:
    'What a signature would cover: what changed since the own last one, what is missing, what is asked for',
  method: 'get',
  path: '/api/studies/:study/subjects/:subjid/signing',
  access: 'signature.sign',
  params: subjectParams,
  query: placeSchema,
  response: signingSchema,
})

export const signData = defineRoute({
  id: 'signData',
  tag: 'signatures',
  summary:
    'Sign a form, a visit or a subject: user name and password, later in the session the password alone',
  method: 'post',
  path: '/api/studies/:study/subjects/:subjid/signatures',
  access: 'signature.sign',
  params: subjectParams,
  body: placeSchema.extend({
    meaning: z.enum(SIGNATURE_MEANINGS),
    digest: z.string().max(64),
    username: z.string().max(200).optional(),
    password: z.string().min(1).max(1000),
    code: z.string().max(40).optional(),
  }),
  response: signatureSchema,
  status: 201,
})

const toSignSchema = z.object({
  subjid: z.string(),
  site: z.string(),
  /** Complete visits without a valid signature. */
  toSign: z.array(z.string()),
  /** Visits with a broken signature. */
  broken: z.array(z.string()),
  subject: z.enum(['unsigned', 'signed', 'broken']),
  lastSignedAt: z.string().nullable(),
  lastSigner: z.string().nullable(),
})
export type SubjectToSign = z.output<typeof toSignSchema>

export const listToSign = defineRoute({
  id: 'listToSign',
  tag: 'signatures',
  summary: 'By subject: complete visits that nobody has signed, and signatures that were broken',
  method: 'get',
  path: '/api/studies/:study/signing',
  access: 'subject.read',
  params: studyParams,
  response: z.object({ subjects: z.array(toSignSchema) }),
})

const signerSchema = z
  .object({
    grant: z.string(),
    name: z.string(),
    username: z.string(),
    role: z.string(),
    site: z.string().nullable(),
    from: z.string(),
    to: z.string().nullable(),
    /** Zone in which the days of the grant are counted. */
    timeZone: z.string(),
    identityVerifiedBy: z.string().nullable(),
    identityMethod: z.string().nullable(),
    identityVerifiedOn: z.string().nullable(),
    signatures: z.number(),
    lastSignedAt: z.string().nullable(),
  })
  .meta({ id: 'Signer' })
export type Signer = z.output<typeof signerSchema>

export const listSigners = defineRoute({
  id: 'listSigners',
  tag: 'signatures',
  summary: 'Everybody who has or had the right to sign in the study, with the proof of identity',
  method: 'get',
  path: '/api/studies/:study/signers',
  access: 'study.read',
  params: studyParams,
  response: z.object({ signers: z.array(signerSchema) }),
})

export const downloadSigners = defineRoute({
  id: 'downloadSigners',
  tag: 'signatures',
  summary: 'The list of signers as a CSV file',
  method: 'get',
  path: '/api/studies/:study/signers.csv',
  access: 'study.read',
  params: studyParams,
  /** The file itself, as an attachment. */
  response: z.string(),
})

export const downloadSignatures = defineRoute({
  id: 'downloadSignatures',
  tag: 'signatures',
  summary:
    'All signatures at the sites the caller may export, as a CSV file; recorded in the trail',
  method: 'get',
  path: '/api/studies/:study/signatures.csv',
  access: 'data.export',
  params: studyParams,
  /** The file itself, as an attachment. */
  response: z.string(),
})
