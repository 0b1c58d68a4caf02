"""What a vacancy may not say: no ethnic, sex or religious condition, and no limit of age or body that no law asks for.

Sources: 就业促进法 §3, 27–30 (from 2008-01-01); 就业服务与就业管理规定 §20 (from 2008-01-01); 人力资源市场暂行条例 §24 (from 2018-10-01).
A fact of the workplace (清真食堂, 女式皮鞋, 汉阳路) is no condition. A check of words sees words only: an officer still reads the text.
"""

from shanhai.core.wording.check import check_wording, law
from shanhai.core.wording.limits import Limit, check_age, limits, tags_of
from shanhai.core.wording.words import Found, find

__all__ = ["Found", "Limit", "check_age", "check_wording", "find", "law", "limits", "tags_of"]
