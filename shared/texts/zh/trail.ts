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
  'redact.open': '遮蔽',
  'redact.intro':
    '将误录的身份标识从稽查轨迹的所有视图中隐去。原记录及其哈希值保留不变；本次操作连同您的姓名和理由一并记录。',
  'redact.reason': '遮蔽原因',
  'redact.now': '遮蔽该文本',
  'redact.done': '[已遮蔽]',
  'redact.nothingThere': '该记录在此字段没有文本。',
  'requires.redaction.absent': '选择尚未遮蔽的文本',
  'requires.value.corrected': '先由研究中心在表单中更正该文本',
  'act.audit.redact': '从视图中遮蔽文本',
}
