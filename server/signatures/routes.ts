import type * as routes from '../../shared/api/routes/signatures.ts'
import { sha256 } from '../audit/hash.ts'
import { recordFile } from '../exporting/service.ts'
import { actorOf } from '../http/actor.ts'
import { notFound } from '../http/problem-error.ts'
import type { Handlers } from '../http/route-handler.ts'
import { includesSite } from '../http/scope.ts'
import * as signatures from './service.ts'

const CSV = 'text/csv; charset=utf-8'

export function signatureHandlers(services: signatures.SignatureServices): Handlers<typeof routes> {
  const { store } = services
  return {
    async listSignatures({ scope }) {
      const of = { studyId: scope.study.id, subjectId: scope.subject.id }
      return { body: { signatures: await signatures.signaturesOf(store, store.read, of) } }
    },
    async getSigning({ scope, caller, query: place }) {
      const { study, subject } = scope
      const of = { studyId: study.id, subject, caller, place }
      return { body: await signatures.readSigning(services, of) }
    },
    async signData(call) {
      const id = await signatures.signData(services, call)
      const of = { studyId: call.scope.study.id, subjectId: call.scope.subject.id }
      const all = await signatures.signaturesOf(store, store.read, of)
      const given = all.find((one) => one.id === id)
      if (given === undefined) throw notFound('signature')
      return { body: given }
    },
    async listToSign({ scope }) {
      const part = { studyId: scope.study.id, sites: scope.sites }
      return { body: { subjects: [...(await signatures.listToSign(services, part))] } }
    },
    async listSigners({ scope }) {
      const part = { studyId: scope.study.id, sites: scope.sites }
      return { body: { signers: [...(await signatures.listSigners(store, part))] } }
    },
    async downloadSigners(call) {
      const { study, sites } = call.scope
      const signers = await signatures.listSigners(store, { studyId: study.id, sites })
      const text = signatures.signersFile(signers)
      const file = { name: 'signers.csv', rows: signers.length, sha256: sha256(text) }
      await recordFile(store, actorOf(call), { studyId: study.id, ...SIGNERS }, file)
      return { body: text, file: { name: `${study.key}-signers.csv`, type: CSV } }
    },
    async downloadSignatures(call) {
      const { study, sites } = call.scope
      const all = await signatures.readSignatures(store, store.read, { studyId: study.id })
      const seen = all.filter(({ siteId }) => includesSite(sites, siteId))
      const text = signatures.signaturesFile(seen)
      const file = { name: 'signatures.csv', rows: seen.length, sha256: sha256(text) }
      await recordFile(store, actorOf(call), { studyId: study.id, ...SIGNATURES }, file)
      return { body: text, file: { name: `${study.key}-signatures.csv`, type: CSV } }
    },
  }
}

const SIGNERS = { format: 'signers', reason: { purpose: 'List of signers' } }
const SIGNATURES = { format: 'signatures', reason: { purpose: 'List of signatures' } }
