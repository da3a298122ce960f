import type { ProtocolDefinition } from './define.ts'

/** Whether the best response under a criterion is the confirmed one, as the protocol asks for it. */
export function confirmsBest(
  { criteria }: Pick<ProtocolDefinition, 'criteria'>,
  criterion: string,
): boolean {
  return criteria.find(({ key }) => key === criterion)?.settings.confirmation === true
}
