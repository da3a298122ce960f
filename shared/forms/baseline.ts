import { liverFunctionItems, stageItems, virusAndMarkerItems } from './baseline-items.ts'
import { defineForm } from './define.ts'

/** Performance status, liver function and stage before treatment. */
export const baselineForm = defineForm({
  key: 'baseline',
  title: { en: 'Baseline staging', zh: '基线分期与肝功能' },
  scope: 'subject',
  owner: 'site',
  file: 'baseline',
  items: [...liverFunctionItems, ...stageItems, ...virusAndMarkerItems],
})
