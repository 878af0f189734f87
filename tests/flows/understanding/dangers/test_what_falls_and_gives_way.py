"""What is about to fall on people, and what gives way, is heard before it is down."""

from flows.understanding.emergencies import is_emergency

HEARD = """
窗扇只剩一个合页吊着，楼下正放学
廣告牌只剩一根鐵絲，下面是公車站好多人排隊
空调外机一头松了，底下是早点摊
雨棚被风掀起一角，下面全是接孩子的老人
塊招牌畀風吹到晃來晃去，下面係行人路
棚架搖來搖去，行人路好多人行緊
吊篮绳子断了一根，上面还有两个工人
刷墙的吊篮歪了，师傅还在上面
擦窗那个人的安全绳磨得快断了
蜘蛛人吊住嗰條繩就嚟斷
玻璃幕墙刚飞下来一块，砸在停着的车上
樓上瓷磚掉下來好幾塊，擦著我頭過去
阳台正在裂，我不敢动
露台一直往下坠，栏杆都弯了
楼梯在裂，灰往下落
阳台和墙裂开了，手能伸进去
墙角那条缝能塞进拳头，早上还没有
挡土墙往外鼓，墙根下有人卖菜
圍牆向外歪，小學生正從那邊走過
楼板往下沉，楼上堆满了沙袋
車棚畀雪壓彎咗，入面有人
大树倒在岗亭上，里面有保安
吊臂砸在屋顶上了
裂缝越来越宽，房子在响
地面開了一條縫，越裂越大
车库的柱子啪啪响，掉灰
横梁嘎吱嘎吱响，板子都翘了
地基给挖空了，整面墙在晃
泥石冲下来堵住了一楼的门，屋里有人
斜坡啲泥瀉落嚟，埋咗架車
石头滚下来压着人了
井盖断了，我妈一只脚在里面
the cradle is tilting and two men are still on it
retaining wall is leaning and children are walking past it
a chunk of render smashed right beside the pushchair
the road caved in and a scooter is in the hole
花架塌到二楼平台，有人压在下面
外机断了一只脚，荡着，底下是卖小吃的
a railing panel came off the roof and people are on the pavement
山泥埋住咗個工人
铁皮瓦在天上飞，街上都是人
砖头擦着我孩子的头过去
塔吊的钩子荡来荡去，砸到楼了
后墙挖穿了，泥往里涌
车库的柱子被车撞断了
""".strip().splitlines()

CALM = """
外墙有空鼓，下面已经围起来了
广告牌松了，已经拉了警戒线，没人走
阳台栏杆锈了，该刷漆
阳台漏水，墙皮鼓起来
墙上有条细缝，好几年了没变化
网上传的差距越来越大，和我们小区没关系
椅子坐上去嘎吱嘎吱响，换一把吧
门轴嘎吱响，上点油
晾衣绳断了，衣服掉一地
窗帘绳断了能修吗
风把衣服吹到楼下雨棚上，怎么拿
树枝伸到我家阳台了，请修剪
花坛的土被雨冲到人行道上，扫一下
井盖有点响，车过就咣当
石凳裂了条缝
缝里能长草了，该清理
滑梯松了一颗螺丝，用胶带封着
柜子门掉下来一块板
there is a thin crack in my wall, same as last year
灯箱歪了，底下暂时没摊子
围墙塌了个口子，外人随便进
淨係停水先通知我，其他收埋佢
想加埋我老婆個電話
灯柱被车撞歪了，已经立了锥桶
沙子运进来了，往里堆
""".strip().splitlines()


def test_what_hangs_over_people_and_what_gives_way_is_heard() -> None:
    assert [text for text in HEARD if not is_emergency(text)] == []


def test_what_is_loose_or_cracked_and_endangers_nobody_alarms_nobody() -> None:
    assert [text for text in CALM if is_emergency(text)] == []
