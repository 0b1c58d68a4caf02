"""Sentences about vouchers 券: codes, numbers, keys, lots."""

from typing import Final

from django.utils.translation import gettext_lazy as _

VOUCHERS: Final = {
    "lot.unknown": _("没有批次 {lot}。请核对批次号。"),
    "lot.which": _("请写明是哪一批，或用 --demo-sample。"),
    "token.algorithm": _("这张券用的签名办法（{found}）这里还不认。"),
    "token.canonical": _("券码末尾被改过，不认。请扫原券。"),
    "token.expired": _("这张券 {day} 已经到期。"),
    "token.field": _("券码里的内容不合规矩，不认。"),
    "token.host": _("网址“{host}”印不进券码（最长 {most} 个字母）。请换一个短的。"),
    "token.key": _("这把钥匙不能签这张券。"),
    "token.keys": _("公钥清单读不懂。请重新下载。"),
    "token.revoked": _("这张券已经作废。"),
    "token.shape": _("这不是券码（{found} 个字，应为 {wanted} 个）。请重新扫，或输入券号。"),
    "token.signature": _("签名对不上：不是这里印的券。"),
    "token.unknown_key": _("不认得 {issuer} 的第 {key} 号钥匙：不是这里印的券，或公钥清单旧了。"),
    "voucher.check_character": _("券号的校验位不对，多半是输错了一位。请对照券面再输一次。"),
    "voucher.not_printed": _("没有印过这个号码的券。"),
    "voucher.number": _("这不是券号。券号像 MW2018-01-0312-X 这样。"),
}
