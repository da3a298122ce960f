import type { odm as english } from '../en/odm.ts'

export const odm: Readonly<Record<keyof typeof english, string>> = {
  'odm.legalReason': '本人的电子签名与手写签名具有同等法律效力。',
}
