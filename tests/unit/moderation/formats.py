"""British ways to write numbers, dates, addresses and names, and what only looks like them. Nobody exists."""

DETAILS = {
    "phone": """07700 900123|07700900123|07700-900-123|07700.900.123|+44 7700 900123|+447700900123|+44 (0)7700 900123
0044 7700 900123|0115 496 0123|01154960123|(0115) 496 0123|(0115) 4960123|0115-496-0123|01632 960 123|01632 960123
(01632) 960123|01632-960-123|020 7946 0123|(020) 7946 0123|+44 115 496 0123|07700 90 01 23|077 00 900 123""",
    "postcode": """NG18 9ZZ|NG189ZZ|ng18 9zz|Ng18 9zZ|NG5 9XX|S80 9AB|DN22 9AB|DE55 9QQ|M1 9AA|W1A 9AA|EC1A 9BB
NG24  9CD""",
    "nhs": """999 000 0018|999-000-0018|999.000.0018|9990000018|999 000 0026|999 000 0034|999 000 0042|999 000 0050""",
    "insurance": """QQ 12 34 56 C|QQ123456C|qq 12 34 56 c|AB 12 34 56 A|AB123456D""",
    "email": """jo@example.org|jo.b@example.co.uk|JO@EXAMPLE.ORG|jo_b-1@example.net|jo+send@example.org
jo @ example.org
jo at example dot org|jo (at) example.org|jo at example dot co dot uk|jo [at] example dot com""",
    "car": """AB12 CDE|AB12CDE|FX65 KLM""",
    "handle": """@jo_b|@JoSendMum|@jo.b.82""",
    "address": """14 Larch Close|7 Mill Lane|221 Old Oak Road|3 St Anns Terrace|12a Beech Avenue|9 Kings Court
40 Hawthorn Drive
1 Elm Grove""",
}
BIRTHS = """14/03/2015|14-03-2015|14.3.15|2015-03-14|14 March 2015|14th March 2015|14th of March 2015
the 14th of March|March 2015
March 14th|14 Mar 2015|14th Mar|1 May|1st of May 2011"""
BIRTH_CUES = """She was born on {}.|DOB: {}|D.O.B. {}|date of birth {}|Her birthday is {}.
He turned five on {} and was dropped."""
NAMES = """Alfie|Mateusz|Aaliyah|Jayden|Zofia|Muhammad|Siobhan|Lily-Mae|Kai|Priya|Oluwaseun|Xiuying|Grace|Will|May
Summer"""
NAME_CUES = """My son {} waits.|my daughter {} is nine|Mrs {} wrote to us.|a girl called {} in his class
{}'s teacher said so.
{}, aged 9, likes the club.|{} is in Year 4.|Regards, {}|Our twins Ellie and {} wait.|my name is {}
his social worker {} left
the taxi driver {} is kind""".replace("\n", "|")
# No detail of anybody, though it looks like one.
NOTHING = """999|111|101|0800 1111|116 123|0808 800 5000|0300 500 80 80|85258|Y7 2nd|E9 1st|M1 4GB|14 March 2026
from 3/2/26 to 19/8/26
31 weeks|1,719 children|Room 4|Level 2|Section F|Stage 1|Type 1|Tier 4|Form CC2|Year 10|Key Stage 3|A&E|GCSEs|P45|KS2
EHC plan
Local Offer|Universal Credit|Bank Holiday Monday|Boxing Day|Down's syndrome|Blue Badge|Short Breaks|Personal Budget
Direct Payments
the Equality Act 2010|Annual Review|Changing Places|Zones of Regulation|the Ombudsman|the Tribunal|a Wednesday
Tuesdays
the Co-op|Asda|Google|YouTube|Makaton|Minecraft|Lego|half-term|9am|at 11:45|£60|34 questions
2 hours and 15 minutes""".replace("\n", "|")
