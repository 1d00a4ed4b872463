"""A second, wider set, written before the detector was looked at again. Nobody in it exists.

Marks are those of labelled.py. Lines in even places (0, 2, …) were used to mend the detector; lines in odd places are
held out: the detector was never changed for one of them, so their figure is the honest one. Before it was mended it
found 111 of 138 and tinted 49 times for nothing in 2,189 words;
after, 63 of 66 held out and 1 in 1,068 words.
"""

WITH_DETAILS = """
⟦name|Jayden⟧ was excluded four times before anybody assessed him.
I rang ⟦phone|07700 900 461⟧ three times and left messages.
Our twins ⟦name|Amelia⟧ and ⟦name|Archie⟧ are at different schools now.
Please contact me: ⟦email|s.whitaker@example.co.uk⟧
My granddaughter, ⟦name|Mia⟧, lives with us and nobody asks grandparents.
mr ⟦name|hargreaves⟧ said we should just wait
the head, ⟦name|Mrs. Okonkwo-Bell⟧, put it in writing
Thank you to ⟦name|Shabnam⟧ from the hub who rang every week.
My lad ⟦name|Callum⟧'s 16 and there is nothing.
we saw ⟦name|dr patel⟧ at the clinic in June
Dr. ⟦name|A. Lindqvist⟧ signed the report without meeting him
⟦name|Zofia⟧ has been out of school since Easter.
It was ⟦name|Keeley⟧ who first told us about the Local Offer.
Ask for ⟦name|Bev⟧ on reception, she is lovely.
I'm ⟦name|Hannah⟧, I'm 15 and I have a plan.
My name's ⟦name|Joe⟧ and I go to college.
i am called ⟦name|maryam⟧ and i am 9
Signed, ⟦name|Gemma Rowbotham⟧
Regards, ⟦name|D. Pemberton⟧
Kind regards ⟦name|Lorraine⟧
my boys ⟦name|Harvey⟧ and ⟦name|Leo⟧ both wait
my eldest ⟦name|Connor⟧ never got the form
Our youngest, ⟦name|Isla⟧, is three.
my stepson ⟦name|Reece⟧ splits his week between two homes
Her cousin ⟦name|Aaliyah⟧ got help in Derby in a month.
his best friend ⟦name|Noor⟧ moved away
my neighbour ⟦name|Sandra⟧ told me about the grant
The taxi driver ⟦name|Mick⟧ knows her well, please keep him.
the escort, ⟦name|Pauline⟧, is off sick again
his one to one ⟦name|Jess⟧ was moved to another class
her key worker ⟦name|Olu⟧ left in May
⟦name|Ollie⟧’s EHCP was six months late.
⟦name|Poppy⟧'s dad works away so I do every meeting.
⟦name|Ravi⟧ is 7 and cannot write his name.
⟦name|Teddy⟧ (6) has not eaten in the hall once.
⟦name|Beth⟧, 13, would like a youth club.
He is at ⟦school|Larkfield Primary⟧, year 4, and has no laptop.
She started Y7 at ⟦school|The Millbrook Academy⟧ and lasted two weeks.
In reception at ⟦school|St Wilfrid's C of E Primary School⟧ nobody changed him.
Year 10 at ⟦school|Thornybank High School⟧ is too loud.
⟦school|Oakmere Junior School⟧ said no unit for year 5.
he attends ⟦school|Greenholme Special School⟧ in year 9
We were told at ⟦school|Riverside Nursery⟧ that foundation two children cannot have help.
She is the only girl in year 8 at ⟦school|Copperfield College⟧.
We live at ⟦place|14 Larch Close⟧ and the bus stops short.
our address is ⟦place|7 Mill Lane⟧, the second house
I live on ⟦place|Beechwood Avenue⟧ near the hub
Postcode ⟦postcode|NG16 9QQ⟧, no service covers us.
we moved from ⟦postcode|DN22 9AB⟧ to ⟦postcode|NG24 9CD⟧ and had to begin again
my postcode is ⟦postcode|s80 9zz⟧
(⟦postcode|NG19 9XX⟧) is not on your list
⟦phone|07700-900-222⟧ is my work phone
mobile ⟦phone|+447700900333⟧ best after 5
Tel: ⟦phone|0115 496 0101⟧
Tel ⟦phone|(01623) 496 014⟧ and ask for me
my number's ⟦phone|07700 900 555⟧ x
phone me ⟦phone|0044 7700 900666⟧
landline ⟦phone|01909 496 017⟧
text ⟦phone|07700 900777⟧ or ring ⟦phone|01636 496 018⟧
email ⟦email|helen_t1980@example.net⟧ please
write to ⟦email|the.smiths+send@example.org⟧
my mail is ⟦email|kasia (at) example.com⟧
⟦email|jones.family at example dot co dot uk⟧
contact ⟦email|FAITH.M@EXAMPLE.ORG⟧ about the petition
DOB: ⟦birth|07/11/2016⟧
d.o.b. ⟦birth|3-4-12⟧
born ⟦birth|22nd of August 2014⟧
She was born on ⟦birth|1st January 2018⟧ at 29 weeks.
He was born in ⟦birth|March 2013⟧ and the list opened in 2014.
date of birth ⟦birth|2011-05-30⟧
her birthday is on ⟦birth|the 9th of May⟧ and she ages out
he turned five on ⟦birth|12 October⟧ and the clinic stopped
he turns 18 on ⟦birth|4 February 2027⟧ and we have no plan
⟦birth|June 5th⟧ is his birthday
NHS no ⟦nhs|999 000 0034⟧
NHS number: ⟦nhs|999-000-0042⟧
patient ⟦nhs|999.000.0050⟧ is not a name
hospital no ⟦nhs|9990000069⟧
NI number ⟦insurance|QQ123456B⟧
My national insurance is ⟦insurance|QQ 98 76 54 A⟧ and they lost it
the white van ⟦car|FX12 KLM⟧ blocks the gate
reg ⟦car|YT65 ABC⟧ parks on the zigzags every morning
my insta is ⟦handle|@sen_mum_notts⟧
tweet me ⟦handle|@DadOfTwo99⟧
I wrote to ⟦name|Robert Jessop⟧ at County Hall in May.
The officer ⟦name|Lisa⟧ never rang back.
case worker ⟦name|Darren Holt⟧ left, then ⟦name|Nadia⟧, then nobody.
our EP ⟦name|Fiona⟧ wrote a good report
the physio ⟦name|Marcus⟧ gave us exercises
our OT, ⟦name|Bryony⟧, came twice
⟦name|Nurse Adeyemi⟧ was patient with all of us
Councillor ⟦name|Brightwell⟧ promised to look into it
⟦name|Cllr Ashworth⟧ never answered
Sir ⟦name|Peter⟧ in maths is kind
Miss ⟦name|T⟧ shouts
my teacher is ⟦name|Mr Quarshie⟧ and he is fair
I do not like ⟦name|Kyle⟧ in my class.
A girl called ⟦name|Skye⟧ pushes me.
My friend ⟦name|Hugo⟧ can't come because of the ramp.
my mum ⟦name|Stacey⟧ wrote this for me
my sister ⟦name|Ayesha⟧ has to help me get dressed
⟦name|Grandma Joan⟧ takes me to the club
uncle ⟦name|Dave⟧ picks me up
My foster carer ⟦name|Carol⟧ is the only one who reads the letters.
we told ⟦name|Simon⟧ at the council about it last spring
They sent ⟦name|Ethan⟧ home at lunch every day.
They said ⟦name|Lily-Mae⟧ was too able for help.
Nobody asked ⟦name|Mateusz⟧ what he wanted.
when ⟦name|Freya⟧ moved up nobody told the new school
because ⟦name|Idris⟧ cannot talk they think he does not understand
I want ⟦name|Finley⟧ to have a friend.
Then ⟦name|Chantelle⟧ from transport rang and said sorry.
It took ⟦name|Rosie⟧ two years to see a doctor.
Since then ⟦name|Yusuf⟧ has slept better.
He shares a room with ⟦name|Kieran⟧ at respite.
I think ⟦name|April⟧ at the desk should get a medal.
My daughter ⟦name|Summer⟧ waits for a hearing test.
my son ⟦name|Mark⟧ is deaf
our son ⟦name|Art⟧ loves the pool
my daughter ⟦name|Hope⟧, year 5, wants to speak for herself
My nephew ⟦name|Rowan⟧ is at home with no tutor.
my partner ⟦name|Agnieszka⟧ does not read English
Speak to ⟦name|Ms Varga⟧ about the ramp.
⟦name|Prof. Lindley⟧ said it was not needed
⟦name|O'Connor⟧ is our name, they wrote Connor on every letter
The tutor ⟦name|Gwen⟧ comes on Tuesdays only.
The diagnosis letter for ⟦name|Samira Haddad⟧ went to the wrong house.
his full name ⟦name|Benjamin Oyelaran⟧ is on a form that anybody can open
⟦name|Lola⟧ and her brother share one tablet
"⟦name|Jordan⟧ must try harder" is all the report says.
-- ⟦name|Tracey⟧
From ⟦name|Wendy⟧, a tired mum
xx ⟦name|Debbie⟧
""".strip().splitlines()

WITHOUT_DETAILS = """
The Makaton signing course was free and very good. I wish Saturday ones came back after Christmas.
PECS cards helped more than any app. Could the library lend them?
WHY DOES NOBODY ANSWER THE PHONE ON A FRIDAY. WE ARE NOT ASKING FOR THE MOON.
He loves Minecraft and Lego and would come to a club about them. He hates football.
The Disabled Children's Team closed our case. Then the Early Help team opened it. Then it closed again.
We were sent from Queen's Medical Centre to King's Mill and back. Both said the other one does it.
My complaint went to the Ombudsman in March. They answered in September.
Section F of the plan is empty. Section I names no school. How is that legal?
Why is there no group in Ollerton, Warsop or Shirebrook? Not everyone can get to Mansfield.
Form CC2 asks for the same as form CC1. Please join them up.
We are on Universal Credit and get the Motability car. A day out still costs £60.
She has Down's syndrome and Hirschsprung's disease. Two letters got mixed up because of the two clinics.
He has Ehlers-Danlos and PANDAS. Nobody at A&E had heard of either.
The Equality Act 2010 says reasonable adjustments. The Children and Families Act says so too.
Local Offer, local postcode lottery, more like. Good idea, badly done.
Rainbow Hub sounds nice but it is one room above a Co-op. The lift at Asda works, yours does not.
Friday's drop-in was cancelled by text at 9am. The next one is on 14 November.
Thank you for the Urdu page. Google Translate and DeepL were both wrong.
The waiting list moved from 18 months to 22 months between April and October 2026.
I rang 0300 500 80 80 as the page says and waited 40 minutes. I gave up at 11:45.
Call 0808 800 4050 if you want the national helpline. They were kinder than anybody.
We need wheelchair taxis. The ones from Nottingham station are all saloon cars.
Can you put the opening times for Bank Holiday Monday, Boxing Day and New Year on there?
The Theraplay course changed our house. Please run it in Bassetlaw too.
Snoezelen room booking is a nightmare. You have to ring at 8 and hope.
I am a SENCO. The graduated approach page is clear. The costed provision map link goes nowhere.
As a GP I send families to this page. It would help to have one sheet I can print.
As a young person I want clubs past 18. At 19 you fall off a cliff.
They use Zones of Regulation in class and it works. At home we have Zones too now.
Is there a Portage service any more? The page says yes, the phone says no.
My child cannot have the flu jab at school. Nobody told us there is a nasal one until November.
The Education Other Than At School package is four hours a week. Four.
Elective home education was not our choice. It was that or a breakdown.
SENDIASS told us our rights. Without them we would have lost at the First-tier Tribunal.
Annual review in July, amended plan in January. The law says eight weeks, I think.
The DfE guidance is longer than the Bible. One page, please.
Blue Badge renewal took 16 weeks. The proof of DLA was sent twice.
Sensory Circuits before class are great. Who pays for them when the teaching assistant leaves?
On Tuesdays he has swimming, on Wednesdays nothing, on Thursdays nothing, on Fridays nothing.
I asked for a Welsh interpreter and got a Polish one. We speak Romanian.
The Ramadan hours at the hub were thoughtful. Thank you whoever did that.
Jobcentre Plus has never heard of Supported Internships. Please talk to each other.
Does the Short Breaks statement cover half-term? It says Easter and Summer only.
Her Personal Budget was cut. Direct Payments then stopped with no letter at all.
Hydrotherapy was moved to Lings Bar and nobody has a car there at 4pm.
He walked out in Year 8. In Year 9 he had a tutor. In Year 10 nothing was in place.
Level 2 and Level 3 courses are all in the city. There is no bus after six.
Type 1 diabetes plus autism means two plans that do not know of each other.
The nearest Changing Places toilet is at the Victoria Centre. That is 14 miles away.
It says "contact your Area Team". Which one? There is no list.
Room 4 is too bright. Room 2 is too loud. The garden is perfect.
The new map is good. Step 3 should come before Step 2, I think. Keep going!
How can a Stage 2 complaint take longer than a Stage 1? It took from 3/2/26 to 19/8/26.
Please add Kurdish and Arabic. Many families in Forest Fields and Hyson Green need them.
Nobody should have to fill in a DS1500 and a PIP2 in the same week.
The Chatty Toddlers group at the library is brilliant. So is Bookstart.
I read the Young Pioneers page. Are they paid? They should be.
He was in hospital at Christmas. The play team there were angels.
My dad came to the meeting with me. They spoke to him and not to me. I was the one who filled it in.
The bus pass office said no. The bus pass page says yes. Which is it?
Thirty-one weeks. Twenty is the law. I counted.
Cerebral palsy does not go away at eighteen. Adult services act as if it does.
Mum says I should write more but I only want to say the club is good.
Sir says we can have the quiet room but it is always locked.
The teacher of the deaf came once. Once.
I do not want a leaflet. I want a person.
Could someone explain what "ordinarily available provision" is? Even the school did not know.
Visual timetables on the website would be a good thing to print at home. Widgit has them but it costs money.
My partner and I both work shifts. Meetings are always at ten on a Wednesday.
We came from Hong Kong in 2022. The health visitor was kind, the form was not.
The NHS App shows a referral to the Community Paediatrics team. It has said "in progress" for 300 days.
What is the difference between a Family Hub and a Children's Centre? Ours changed its name and nothing else.
It was a Thursday. It rained. The taxi did not come. That is the whole story, every week.
The survey in 2025 asked the same questions. What changed since then?
One class has 34 children and one adult. Nobody learns anything.
Tier 4 beds are all in Sheffield or further. Visiting costs us a day's pay.
The Pupil Referral Unit was the first place that was kind to him. That should not be so.
We got our plan in week 19, well done to the team. It can be done.
Lincolnshire does it in one form. Derbyshire does it in two. We have five.
Every letter says "Dear Parent". We have names. The doctor has names. Use them.
""".strip().splitlines()
