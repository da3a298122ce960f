import type { backup as en } from '../en/backup.ts'

/** Backups, restores, and the state of the installation. */
export const backup: Readonly<Record<keyof typeof en, string>> = {
  'act.backup.make': '生成备份',
  'act.backup.ask': '请求备份',
  'act.backup.failed': '备份失败',
  'act.backup.restore': '从备份恢复',
  'act.backup.drill': '恢复演练',
  'act.setting.backup': '更改备份设置',
  'act.verify.ask': '请求核验稽查轨迹与数据',
  'act.verify.done': '已核验稽查轨迹与数据',
  'act.verify.failed': '核验稽查轨迹与数据失败',
  'backup.fault.not-readable': '文件{{file}}不存在或无法读取。请写明备份文件及其所在文件夹。',
  'backup.fault.not-an-archive': '该文件不是Hepatrial备份，或文件开头已损坏。未作任何更改。',
  'backup.fault.cut-short':
    '备份文件不完整，缺少结尾部分。请从存放处重新复制，或改用其他备份。未作任何更改。',
  'backup.fault.altered':
    '备份文件与写入时不一致：{{part}}被改动或已损坏。请从存放处重新复制，或改用其他备份。未作任何更改。',
  'backup.fault.other-version':
    '备份文件的格式版本为{{found}}，本程序可读取的版本为{{known}}。请用生成该备份的程序版本恢复。未作任何更改。',
  'backup.fault.newer-schema':
    '该备份由较新版本的程序生成（数据库结构{{found}}，本程序最高支持{{known}}）。请先安装该版本再恢复。未作任何更改。',
  'backup.fault.passphrase-missing':
    '该备份已用口令加密。请设置HEPATRIAL_BACKUP_PASSPHRASE，或用--passphrase-file指定口令文件。',
  'backup.fault.passphrase-short': '口令至少需要{{least}}个字符。',
  'backup.fault.passphrase-wrong': '口令与加密备份时所用的不符。未作任何更改。',
  'backup.fault.key-missing':
    '该备份已用公钥加密（指纹{{recipient}}）。请用--private-key FILE指定对应的私钥。',
  'backup.fault.key-wrong':
    '该私钥与备份的公钥（指纹{{recipient}}）不匹配，或备份文件头被改动。未作任何更改。',
  'backup.fault.key-unreadable':
    '密钥不符合要求：加密用公钥，读取用私钥，均须为PEM格式的X25519密钥。可用“hepatrial backup keys --to 文件夹”生成一对密钥。',
  'backup.fault.target-exists': '文件{{file}}已存在。备份不会覆盖任何文件，请换一个文件名。',
  'backup.fault.target-folder':
    '无法写入文件夹{{folder}}：文件夹不存在，或服务器无写入权限。未留下任何文件。',
  'backup.fault.target-full': '{{folder}}空间不足。未留下任何文件，已有备份不受影响。',
  'backup.fault.no-folder': '尚未设置备份文件夹，请在“备份”页面设置。',
  'backup.fault.folder-not-empty':
    '数据文件夹{{folder}}不为空，其中有{{found}}。恢复不会覆盖任何内容，请用--data指定空的或新的文件夹。',
  'backup.fault.database-not-empty':
    '数据库不为空，已有表{{table}}。恢复不会覆盖任何内容，请指定新建的空数据库。',
  'backup.fault.differs': '写入的内容与备份不一致（{{what}}）。恢复已撤销。',
  'backup.fault.chain-faults':
    '恢复的数据中有{{count}}处错误（{{kinds}}），备份时即已存在。恢复已撤销。如需按备份原样恢复，请加上--accept-faults。',
}
