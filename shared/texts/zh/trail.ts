import type { trail as en } from '../en/trail.ts'

/** Verification against the source, redaction in the trail, and patterns that an audit review looks for. */
export const trail: Readonly<Record<keyof typeof en, string>> = {
  'verify.verify': '标记为已核对原始资料',
  'verify.verified': '{{who}}于{{when}}核对原始资料',
  'verify.changed': '{{who}}于{{when}}核对后数据已更改',
  'verify.again': '重新核对',
  'verify.withdraw': '撤销核对标记',
  'verify.withdrawReason': '撤销核对标记的原因',
  'verify.nothingThere': '表单中没有该项目或该行，无可核对的内容。',
  'requires.verification.absent': '选择尚未核对的内容',
  'requires.verification.standing': '仍然有效的核对标记',
  'act.verification.set': '已核对原始资料',
  'act.verification.withdraw': '撤销核对标记',
  'act.verification.reset': '因数据更改，核对标记失效',
}
