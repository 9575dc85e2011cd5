using CaseTracker.Accounts;
using CaseTracker.Calendar;
using CaseTracker.Clocks;
using CaseTracker.Petitions;
using CaseTracker.Workflow;
using Xunit;

namespace CaseTracker.Tests.Petitions;

/// <summary>The table itself, without a database: each row can be taken, and each of its guards refuses with its sentence.</summary>
public sealed class PetitionWorkflowTests
{
    private static readonly DateOnly Today = new(2025, 3, 20);
    private static readonly Guid Unit = Guid.NewGuid();
    private static readonly CaseWorkflow<Petition, PetitionState, PetitionStep> Engine = PetitionWorkflow.Engine;

    [Fact]
    public void Table_and_Stateless_agree_for_every_state_step_and_role()
    {
        var allowed = 0;
        foreach (var state in Enum.GetValues<PetitionState>())
        {
            foreach (var step in Enum.GetValues<PetitionStep>())
            {
                foreach (var role in Enum.GetValues<Role>())
                {
                    foreach (var ready in new[] { true, false })
                    {
                        var actor = Person(role);
                        var petition = In(state, ready);
                        var stateless = Engine.CanFire(petition, step, Filled(state, step), actor, Today);
                        var table = MayTake(petition, step, Filled(state, step), actor);

                        Assert.True(stateless == table, $"{state} {step} {role} {ready}: Stateless {stateless}, table {table}");
                        Assert.True(!table || Engine.MayEver(state, role, step), $"{state} {step} {role}: the bits of the menu say no");
                        allowed += table ? 1 : 0;
                    }
                }
            }
        }

        Assert.InRange(allowed, 40, 400);
    }

    [Fact]
    public void Every_state_is_reached_and_an_end_is_left_for_the_archive_by_undoing_a_merge_or_by_reopening_only()
    {
        var reached = Engine.Table.SelectMany(r => r.To is { } to ? [to] : r.From).Append(PetitionState.Draft).ToHashSet();

        Assert.Equal(Enum.GetValues<PetitionState>().Order(), reached.Order());
        Assert.All(
            Engine.Table.Where(r => r.To is not null && r.Step is not (PetitionStep.Archive or PetitionStep.Unmerge or PetitionStep.Reopen)),
            r => Assert.DoesNotContain(r.From, s => Engine.IsEnd(s)));
    }

    public static TheoryData<string, string> Guards => new()
    {
        { "accept: 检举控告", "检举控告类事项按检举控告程序办理" },
        { "accept: 意见建议", "只有申诉求决类事项适用信访程序" },
        { "accept: 仲裁", "应当导入该途径，不得按信访程序受理" },
        { "accept: 非本单位职权", "应当告知信访人向有权机关提出" },
        { "accept: 早于收到", "日期不得早于收到日期 2025-03-05" },
        { "accept: 晚于今天", "受理日期不得晚于今天" },
        { "accept: 缺日期", "请填写受理日期" },
        { "accept: 多余字段", "没有“colour”这一项" },
        { "accept: 接访员", "须由信访机构负责人" },
        { "accept: 已受理", "已受理" },
        { "refer-out: 转办件", "应当向转送、交办机关提出异议" },
        { "assign: 已回避", "该人员已回避" },
        { "reassign: 同一人", "新承办人与现承办人相同" },
        { "submit: 无调查", "至少要有一份调查记录" },
        { "submit: 漏答一项", "本件有2项诉求" },
        { "extend: 31日", "延长期限为1至30日" },
        { "extend: 第二次", "办理期限只能延长一次" },
        { "extend: 已过期", "不能再申请或批准延期" },
        { "sign: 起草人", "签发人不得是意见起草人" },
        { "sign: 重大由分管", "须由局长" },
        { "deliver: 早于签发", "送达日期不得早于签发日期" },
        { "deliver: 拒收无见证", "由两名见证人见证" },
        { "deliver: 无签收人", "请填写签收人" },
        { "lapse: 未届满", "申请期限" },
        { "archive: 复查期内", "申请期限内或复查、复核中不得归档" },
        { "archive: 无文书", "卷内缺少已编号的文书" },
        { "archive: 无回证", "卷内缺少送达回证" },
        { "any: 回避", "回避" },
        { "any: 重复报批", "已经报批，正在等待审批" },
    };

    [Theory, MemberData(nameof(Guards))]
    public void Each_guard_refuses_with_its_sentence(string guard, string sentence)
    {
        var (petition, step, data, actor, today) = Case(guard);

        var refusal = Assert.Throws<RefusedException>(() => Engine.Take(petition, step, data, actor, today));

        Assert.Contains(refusal.Reasons, r => r.Text.Contains(sentence, StringComparison.Ordinal));
    }

    [Fact]
    public void A_refusal_names_every_unmet_condition_with_its_article()
    {
        var petition = In(PetitionState.Registered, ready: true);
        petition.Kind = PetitionKind.Suggestion;

        var refusal = Assert.Throws<RefusedException>(() => Engine.Take(petition, PetitionStep.Accept, StepData.Of(("on", Today), ("route", Route.R2), ("withinPowers", false)), Person(Role.XF), Today));

        Assert.Equal(["第三十一条", "第三十一条", "第二十三条"], refusal.Reasons.Select(r => r.Article));
    }

    private static (Petition, PetitionStep, StepData, Actor, DateOnly) Case(string guard)
    {
        var name = guard.Split(": ")[1];
        var (state, step, role) = guard.Split(':')[0] switch
        {
            "accept" => (PetitionState.Registered, PetitionStep.Accept, Role.XF),
            "refer-out" => (PetitionState.Registered, PetitionStep.ReferOut, Role.XF),
            "assign" => (PetitionState.Accepted, PetitionStep.Assign, Role.XF),
            "reassign" => (PetitionState.Handling, PetitionStep.Reassign, Role.SH),
            "submit" => (PetitionState.Handling, PetitionStep.SubmitOpinion, Role.CW),
            "extend" => (PetitionState.Handling, PetitionStep.Extend, Role.CW),
            "sign" => (PetitionState.OpinionReview, PetitionStep.Sign, Role.VL),
            "deliver" => (PetitionState.OpinionIssued, PetitionStep.Deliver, Role.RC),
            "lapse" => (PetitionState.Concluded, PetitionStep.Lapse, Role.SYS),
            "archive" => (PetitionState.Lapsed, PetitionStep.Archive, Role.AR),
            _ => (PetitionState.Registered, PetitionStep.Accept, Role.XF),
        };
        var petition = In(state, ready: true, confidential: name == "检举控告");
        var actor = Person(role);
        var fields = Filled(state, step).Names.ToDictionary(n => n, n => (object?)Filled(state, step).Text(n));
        var today = Today;
        switch (name)
        {
            case "意见建议": petition.Kind = PetitionKind.Suggestion; break;
            case "仲裁": fields["route"] = Route.R2; break;
            case "非本单位职权": fields["withinPowers"] = false; break;
            case "早于收到": fields["on"] = new DateOnly(2025, 3, 4); break;
            case "晚于今天": fields["on"] = Today.AddDays(1); break;
            case "缺日期": fields.Remove("on"); break;
            case "多余字段": fields["colour"] = "红"; break;
            case "接访员": actor = Person(Role.RC); break;
            case "已受理": petition.ImportAs(PetitionState.Accepted); break;
            case "转办件": petition.Source = PetitionSource.ForwardedByPetitionOffice; break;
            case "已回避": petition.Recusals.Add(Recused(petition, Guid.Parse(Filled(state, step).Text("handler")!))); break;
            case "同一人": petition.HandlerId = Guid.Parse((string)fields["handler"]!); break;
            case "无调查": petition.InvestigationCount = 0; break;
            case "漏答一项": petition.Demands.Add(new DemandItem { Id = Guid.NewGuid(), PetitionId = petition.Id, Position = 2, Text = "二" }); fields["answers"] = "只答一项"; break;
            case "31日": fields["days"] = 31; break;
            case "第二次": petition.ExtensionDays = 10; break;
            case "已过期": today = new DateOnly(2026, 1, 1); break;
            case "起草人": petition.DraftedById = actor.UserId; break;
            case "重大由分管": petition.IsMajor = true; break;
            case "早于签发": fields["on"] = new DateOnly(2025, 3, 5); break;
            case "拒收无见证": fields["refused"] = true; break;
            case "无签收人": fields.Remove("signedBy"); break;
            case "未届满": petition.LapsesOn = Today.AddDays(1); break;
            case "复查期内": petition.ImportAs(PetitionState.Concluded); break;
            case "无文书": petition.AttachmentKinds = ["送达回证"]; break;
            case "无回证": petition.AttachmentKinds = ["文书"]; break;
            case "回避": petition.Recusals.Add(Recused(petition, actor.UserId)); break;
            case "重复报批": petition.Pending = nameof(PetitionStep.Accept); break;
        }

        return (petition, step, StepData.Of(fields.Select(f => (f.Key, f.Value))), actor, today);
    }

    private static Recusal Recused(Petition petition, Guid user) => new() { Id = Guid.NewGuid(), PetitionId = petition.Id, UserId = user, Reason = "亲属" };

    private static Actor Person(Role role) => new(Guid.NewGuid(), role.Display(), [new Hat(role, role is Role.CW or Role.SH or Role.VL ? Unit : null)]);

    private static bool MayTake(Petition petition, PetitionStep step, StepData data, Actor actor)
    {
        try
        {
            Engine.Take(petition, step, data, actor, Today);
            return true;
        }
        catch (RefusedException)
        {
            return false;
        }
    }

    /// <summary>A petition that came on 2025-03-05; ready: with everything that its next steps ask of it.</summary>
    private static Petition In(PetitionState state, bool ready, bool confidential = false)
    {
        var petition = new Petition
        {
            Id = Guid.NewGuid(),
            Number = "XF420117202500001",
            Channel = Channel.Visit,
            Source = PetitionSource.Direct,
            Purpose = Purpose.Resolve,
            Kind = PetitionKind.Claim,
            IsConfidential = confidential,
            Title = "改制补偿",
            ReceivedOn = new DateOnly(2025, 3, 5),
            RegisteredOn = new DateOnly(2025, 3, 5),
            RegisteredAt = new DateTime(2025, 3, 5, 1, 0, 0, DateTimeKind.Utc),
            RegisteredById = Guid.NewGuid(),
            RegisteredByName = "王登记",
            DepartmentId = Unit,
            AcceptedOn = state is PetitionState.Draft or PetitionState.Registered ? null : new DateOnly(2025, 3, 6),
            InvestigationCount = ready ? 1 : 0,
            SignedOn = state is PetitionState.OpinionIssued or PetitionState.Concluded or PetitionState.Lapsed ? new DateOnly(2025, 3, 10) : null,
            DeliveredOn = state is PetitionState.Concluded or PetitionState.Lapsed ? new DateOnly(2025, 3, 11) : null,
            NoticeNumber = "某科经信告〔2025〕1号",
            OpinionNumber = "某科经信答〔2025〕1号",
            LapsesOn = ready ? Today : Today.AddDays(5),
        };
        petition.Petitioners.Add(new Petitioner { Id = Guid.NewGuid(), PetitionId = petition.Id, Position = 1, Name = "刘桂英" });
        petition.Demands.Add(new DemandItem { Id = Guid.NewGuid(), PetitionId = petition.Id, Position = 1, Text = "补偿" });
        petition.AttachmentKinds = ready ? ["文书", "送达回证"] : [];
        petition.ImportAs(state);
        petition.Clocks = CountClocks.Of(petition, WorkCalendar.BuiltIn, new ClockSettings(), Today);
        return petition;
    }

    /// <summary>Every field of the step with a good value.</summary>
    private static StepData Filled(PetitionState state, PetitionStep step) => StepData.Of(Engine.Asks(state, step).Select(ask => (ask.Name, (object?)(ask.Name switch
    {
        "on" => Today,
        "route" => Route.R6,
        "withinPowers" => true,
        "days" => 30,
        "handler" or "department" => new Guid(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11),
        "internalDue" => Today,
        "refused" or "recused" or "hasRisk" or "isMajor" => false,
        "petitioners" or "witnesses" or "answers" => null,
        _ => ask.Choices.Count > 0 ? ask.Choices[0].Id : "内容",
    }))));
}
