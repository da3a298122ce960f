import type { ProportionEndpoint } from '../../endpoints/define.ts'
import type { ResponseDerivation } from '../../endpoints/derivation.ts'
import type { AdamContext } from './define.ts'

const CONTROLLED: readonly string[] = ['CR', 'PR', 'SD', 'NON-CR/NON-PD']

/**
 * Clinical benefit under one criterion, without and with confirmation: as the protocol's own endpoint
 * of responses that last says, where it has one; else a best response of CR, PR, SD or NON-CR/NON-PD,
 * the last two for as long as the protocol asks.
 */
export function clinicalBenefit(
  context: Pick<AdamContext, 'derivation' | 'study'>,
  { row }: ResponseDerivation,
): { readonly unconfirmed: boolean; readonly confirmed: boolean } {
  return {
    unconfirmed: ofProtocol(context, row.criteria, false) ?? CONTROLLED.includes(row.bor),
    confirmed: ofProtocol(context, row.criteria, true) ?? CONTROLLED.includes(row.confirmedBor),
  }
}

function ofProtocol(
  { derivation, study }: Pick<AdamContext, 'derivation' | 'study'>,
  criteria: string,
  confirmed: boolean,
): boolean | null {
  const endpoint = study.definition.endpoints.find(
    (one): one is ProportionEndpoint =>
      one.kind === 'proportion' &&
      one.durationAboveMonths !== undefined &&
      one.criteria === criteria &&
      one.confirmed === confirmed,
  )
  const value = derivation.endpoints.find(({ id }) => id === endpoint?.id)?.value
  return value?.kind === 'counted' ? value.hit : null
}
