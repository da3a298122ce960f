import type { ReadQueries, Store } from '../../db/store.ts'
import type { SignatureView } from '../../shared/api/routes/signatures.ts'
import { readSignatures } from './list-signatures.ts'

export { followDerivation, recheckSignatures } from './follow-derivation.ts'
export { readSignatures, type SubjectSignature } from './list-signatures.ts'
export { signData, type SignCall } from './sign.ts'
export { signaturesFile, signersFile } from './signature-files.ts'
export { listSigners } from './signers.ts'
export { readSigning, type SignatureServices } from './signing.ts'
export { listToSign } from './to-sign.ts'
export { watchSignatures } from './watch.ts'

/** Signatures of one subject, in the order they were given. */
export async function signaturesOf(
  store: Pick<Store, 't'>,
  queries: ReadQueries,
  of: { readonly studyId: string; readonly subjectId: string },
): Promise<SignatureView[]> {
  return (await readSignatures(store, queries, of)).map(({ view }) => view)
}
