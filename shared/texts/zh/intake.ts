import type { intake as en } from '../en/intake.ts'

/** Laboratories, their ranges, and results taken in from print-outs. */
export const intake: Readonly<Record<keyof typeof en, string>> = {
  'act.laboratory.create': '添加检验机构',
  'act.laboratory.amend': '更改检验机构名称',
  'act.laboratory.remove': '停用检验机构',
  'act.laboratory.range-add': '添加正常值范围',
  'act.laboratory.range-end': '正常值范围由新版本接替',
  'act.laboratory.range-amend': '更正正常值范围',
  'act.laboratory.range-remove': '删除正常值范围',
  'act.laboratory.recalculate': '正常值范围变更后重新计算高低标志',
  'act.laboratory.map': '报告单项目名称已对应检查项目',
  'act.laboratory.unit': '记住检验机构所用单位',
  'lab.date': '不是完整日期。',
  'lab.limit': '不是数值。',
  'lab.limitMissing': '范围至少需要一个上限或下限。',
  'lab.limitOrder': '上限低于下限。',
  'lab.ageOrder': '年龄上限小于下限。',
  'lab.dateOrder': '结束日期早于开始日期。',
  'lab.overlap': '该时间段内已有同一检查、单位、性别和年龄的范围。',
}
