using CaseTracker.Benefits;
using CaseTracker.Cadres;
using CaseTracker.CareVisits;
using CaseTracker.Data;
using CaseTracker.Handovers;
using CaseTracker.People;
using CaseTracker.Receptions;
using CaseTracker.Workflow;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CaseTracker.Demo;

/// <summary>
/// The retired cadres of the demonstration: 65 handed over in August 2011, 44 of them in care at the end of 2024, and what the bureau did for them in that year, so that its figures come out
/// as 厂级信访接待15人次、中层2次、补差待遇1次、养老金增资1次、生病看望4人次、厂级去世慰问1次; and some services dated from the first start.
/// </summary>
internal sealed class DemoRetirees(DemoStory story, DateOnly today)
{
    private const string Keeper = "柏念慈";
    private const string Officer = "舒清和";
    private const string Head = "温如玉";
    private const string Deputy = "桂景行";
    private const string Director = "严正清";
    private const string Cashier = "计有余";
    private const string Desk = "景小满";
    private const string Fund = "局公用经费";

    private const int People = 65;

    /// <summary>厂级 are the first 26 of the roster.</summary>
    private const int PlantPeople = 26;

    private static readonly DateOnly HandedOver = new(2011, 8, 15);

    public void Plan()
    {
        At(new(2024, 1, 3), 8, EnterRosterAsync);
        At(new(2024, 1, 3), 10, SetStandardsAsync);
        PlanReceptions();
        PlanVisits();
        PlanBenefits();
        PlanDeaths();
        At(new(2024, 3, 1), 15, () => StepAsync(Head, 64, CadreStep.Restore, ("on", "2024-03-01"), ("paper", "接收单位复函（虚构）")));
        PlanLive();
    }

    private static string Number(int n) => $"LGB-{n:000}";

    private static string Name(int n) => DemoOffice.PersonOf(200 + n);

    /// <summary>Who had died by the end of 2023: eighteen, spread over the years and both levels.</summary>
    private static DateOnly? DiedBefore(int n) => n is 13 or 16 or 20 or 23 or 25 or 26 or 30 or 33 or 35 or 36 or 40 or 43 or 45 or 46 or 50 or 53 or 56 or 60 ? new DateOnly(2013 + (n % 11), 1 + (n % 12), 1 + (n % 27)) : null;

    private static (DateOnly BirthOn, Sex Sex) Born(int n) => (new DateOnly(1934 + (n % 16), 1 + (n * 5 % 12), 1 + (n * 7 % 28)), n % 3 == 0 ? Sex.Female : Sex.Male);

    private Task EnterRosterAsync() => story.DoAsync(Keeper, async (services, actor) =>
    {
        for (var n = 1; n <= People; n++)
        {
            var who = Born(n);
            await services.GetRequiredService<RegisterCadre>().ExecuteAsync(new RegisterCadre.Command
            {
                IsImported = true,
                PersonNumber = Number(n),
                Name = Name(n),
                Sex = who.Sex,
                BirthOn = who.BirthOn,
                OldUnit = n % 2 == 0 ? "原云溪机械厂" : "原云溪化工厂",
                OldPost = n <= 6 ? "厂长" : n <= PlantPeople ? "副厂长" : n % 2 == 0 ? "车间主任" : "科长",
                Grade = n <= 6 ? CadreGrade.PlantHead : n <= PlantPeople ? CadreGrade.PlantDeputy : n % 2 == 0 ? CadreGrade.MiddleHead : CadreGrade.MiddleDeputy,
                PoliticalStatus = n % 5 == 0 ? PoliticalStatus.Masses : PoliticalStatus.PartyMember,
                WorkedSince = $"{who.BirthOn.Year + 20}-07",
                RetiredSince = $"{who.BirthOn.Year + (who.Sex == Sex.Male ? 60 : 55)}-{who.BirthOn.Month:00}",
                ContributionMonths = (who.Sex == Sex.Male ? 40 : 35) * 12,
                HandedOverOn = HandedOver,
                Basis = "区委专题办公会议纪要（虚构）",
                Address = DemoOffice.AddressOf(n),
                Living = (n % 6) switch { 0 => LivingArrangement.Alone, 1 or 2 => LivingArrangement.WithChildren, 5 => LivingArrangement.AwayWithChildren, _ => LivingArrangement.WithSpouse },
                Health = (n % 9) switch { 0 => "重病", 4 => "慢性病", 7 => "一般", _ => "良好" },
                Phone = DemoOffice.PhoneOf(200 + n),
                SpouseState = n % 6 == 0 ? SpouseState.Dead : SpouseState.Alive,
                SpouseName = n % 6 == 0 ? null : DemoOffice.PersonOf(400 + n),
                EmergencyContact = DemoOffice.PersonOf(500 + n),
                EmergencyRelation = n % 2 == 0 ? "儿子" : "女儿",
                EmergencyPhone = DemoOffice.PhoneOf(500 + n),
                Pension = 3200 + (n * 35),
                Allowance = n <= PlantPeople ? 300 : 200,
                DiedOn = DiedBefore(n),
                TransferredOutOn = n is 63 or 64 ? new DateOnly(2022, 5, 10) : null,
                StatusRegisteredOn = DiedBefore(n)?.AddDays(5) ?? (n is 63 or 64 ? new DateOnly(2022, 5, 12) : null),
                Note = "演示数据，虚构人物",
            }, actor, default);
        }

        return true;
    });

    private Task SetStandardsAsync() => story.DoAsync(Keeper, async (services, actor) =>
    {
        foreach (var (type, level, form, limit, per) in new (CareVisitType, Level?, GiftForm, decimal, StandardUnit)[]
        {
            (CareVisitType.Sick, Level.Plant, GiftForm.Money, 500, StandardUnit.Person), (CareVisitType.Sick, Level.Middle, GiftForm.Money, 300, StandardUnit.Person),
            (CareVisitType.SpringFestival, null, GiftForm.Money, 500, StandardUnit.Person), (CareVisitType.DoubleNinth, null, GiftForm.Goods, 200, StandardUnit.Person),
            (CareVisitType.Hardship, null, GiftForm.Money, 1000, StandardUnit.Person), (CareVisitType.Birthday, null, GiftForm.Goods, 100, StandardUnit.Person),
            (CareVisitType.Condolence, null, GiftForm.MoneyAndWreath, 1000, StandardUnit.Household),
        })
        {
            await services.GetRequiredService<AddCareStandard>().ExecuteAsync(new() { Type = type, Level = level, Form = form, Limit = limit, Per = per, Fund = Fund, Basis = "老干部走访慰问办法（虚构）", From = new DateOnly(2024, 1, 1) }, actor, default);
        }

        foreach (var year in new[] { 2024, today.Year }.Distinct())
        {
            await services.GetRequiredService<SetCareBudget>().ExecuteAsync(new() { Year = year, Fund = Fund, Amount = 60_000, Basis = "年度经费安排（虚构）" }, actor, default);
        }

        var rules = services.GetRequiredService<SetBenefitRule>();
        await rules.ExecuteAsync(new() { Kind = BenefitRuleKind.Allowance, From = new DateOnly(2020, 1, 1), Basis = "补差待遇会议纪要（虚构）", Method = AllowanceMethod.StandardTimesMonths, Standards = "厂级 300\n中层 200" }, actor, default);
        await rules.ExecuteAsync(new() { Kind = BenefitRuleKind.Approval, From = new DateOnly(2020, 1, 1), Basis = "内部审批规定（虚构）", SectionHeadUpTo = 1000, DeputyUpTo = 5000 }, actor, default);
        await rules.ExecuteAsync(new() { Kind = BenefitRuleKind.Funeral, From = new DateOnly(2024, 1, 1), To = new DateOnly(2024, 12, 31), Basis = "演示用收入数（虚构）", AnnualIncome = 44_990 }, actor, default);
        await rules.ExecuteAsync(new()
        {
            Kind = BenefitRuleKind.PensionAdjustment,
            From = new DateOnly(2024, 1, 1),
            Basis = "演示用调整通知（虚构）",
            Year = 2024,
            RetiredOnOrBefore = new DateOnly(2023, 12, 31),
            Fixed = 30,
            PerYear = "1- 1.0",
            PercentOfBase = 1,
            BaseMonth = new DateOnly(2023, 12, 1),
            AgeTiers = "75- 40 2023-12-31",
        }, actor, default);
        return true;
    });

    /// <summary>厂级 15 人次 in 13 arrivals, 中层 2 次 of which one brought two people; and what does not count: calls, letters, everyday matters, a widow.</summary>
    private void PlanReceptions()
    {
        var plant = new[] { 1, 2, 4, 5, 7, 8, 9, 10, 3, 12, 14 };
        for (var i = 0; i < plant.Length; i++)
        {
            var who = plant[i];
            Receive(new DateOnly(2024, 1, 16).AddDays(i * 30), 9, ReceptionForm.Visit, VisitNext.RecordOnly, i % 4 == 3 ? VisitorRelation.Family : VisitorRelation.Self, who);
        }

        Receive(new(2024, 4, 11), 10, ReceptionForm.Visit, VisitNext.RecordOnly, VisitorRelation.Self, 15, 17);
        Receive(new(2024, 9, 12), 10, ReceptionForm.Visit, VisitNext.RecordOnly, VisitorRelation.Self, 18, 19);
        Receive(new(2024, 5, 22), 11, ReceptionForm.Visit, VisitNext.RecordOnly, VisitorRelation.Self, 31);
        Receive(new(2024, 10, 15), 11, ReceptionForm.Visit, VisitNext.RecordOnly, VisitorRelation.Self, 32, 34);
        Receive(new(2024, 6, 4), 16, ReceptionForm.Call, VisitNext.RecordOnly, VisitorRelation.Self, 21);
        Receive(new(2024, 7, 9), 16, ReceptionForm.Letter, VisitNext.RecordOnly, VisitorRelation.Self, 22);
        Receive(new(2024, 3, 6), 16, ReceptionForm.Visit, VisitNext.Everyday, VisitorRelation.Self, 24);
        Receive(new(2024, 11, 20), 16, ReceptionForm.Visit, VisitNext.RecordOnly, VisitorRelation.Survivor, 2);
    }

    private void Receive(DateOnly day, int hour, ReceptionForm form, VisitNext next, VisitorRelation relation, params int[] who) => At(story.Workday(day), hour, () => story.DoAsync(Desk, async (services, actor) =>
        await services.GetRequiredService<RegisterVisit>().ExecuteAsync(new RegisterVisit.Command
        {
            Next = next,
            Form = form,
            Demand = who[0] % 2 == 0 ? ReceptionDemand.Allowance : ReceptionDemand.Pension,
            Problem = who[0] % 2 == 0 ? "询问补差待遇发放情况。" : "反映养老金核定年限的问题，要求核实。",
            Opinion = "当面解释政策，核实后答复。",
            Visitors =
            [
                .. who.Select(n => new ReceptionFields.Visitor
                {
                    Name = relation == VisitorRelation.Self ? Name(n) : DemoOffice.PersonOf(500 + n),
                    CadreId = Id(n, services),
                    Relation = relation,
                    RelationNote = relation == VisitorRelation.Self ? null : relation == VisitorRelation.Survivor ? "配偶" : "女儿",
                    Identity = n <= PlantPeople ? VisitorIdentity.Plant : VisitorIdentity.Middle,
                    Unit = "原云溪机械厂",
                    Phone = DemoOffice.PhoneOf(200 + n),
                }),
            ],
        }, actor, default)));

    private void PlanVisits()
    {
        Trip(CareVisitType.SpringFestival, new(2024, 1, 29), new(2024, 2, 5), "春节走访慰问", GiftForm.Money, 500, 1, 4, 9, 27, 29, 38);
        Trip(CareVisitType.Sick, new(2024, 4, 8), new(2024, 4, 10), "住院治疗，前往看望", GiftForm.Money, 500, 5, 7, 9);
        Trip(CareVisitType.Sick, new(2024, 7, 15), new(2024, 7, 17), "手术后在家休养，前往看望", GiftForm.Money, 300, 37);
        Trip(CareVisitType.DoubleNinth, new(2024, 10, 8), new(2024, 10, 10), "重阳节走访高龄老干部", GiftForm.Goods, 200, 2, 18, 34, 51);
    }

    private void Trip(CareVisitType type, DateOnly triggered, DateOnly visited, string cause, GiftForm form, decimal each, params int[] who)
    {
        var number = "";
        var total = each * who.Length;
        At(triggered, 9, async () => number = await story.DoAsync(Keeper, async (services, actor) =>
            (await services.GetRequiredService<RegisterCareVisit>().ExecuteAsync(new() { Type = type, Cause = cause, Persons = [.. who.Select(Number)] }, actor, default)).Number));
        At(triggered, 10, () => VisitAsync(Officer, number, CareVisitStep.Plan, ("plannedOn", visited), ("place", "家中或医院"), ("leader", Deputy), ("visitors", new[] { Officer, Keeper }), ("form", form), ("amount", total)));
        At(triggered, 11, () => VisitAsync(Officer, number, CareVisitStep.Submit));
        At(triggered, 15, () => VisitAsync(Deputy, number, CareVisitStep.Approve, ("approvedAmount", total)));
        At(triggered, 16, () => VisitAsync(Cashier, number, CareVisitStep.DrawFunds, ("voucher", $"领{triggered:MMdd}"), ("on", triggered)));
        At(visited, 16, () => VisitAsync(Officer, number, CareVisitStep.RecordVisit, ("visitedOn", visited), ("results", who.Select(_ => VisitResult.Seen.Kebab()).ToArray()), ("actualAmount", total),
            ("signers", who.Select(_ => "本人").ToArray()), ("conditions", who.Select(_ => "精神尚可，家人照料。").ToArray())));
        At(visited.AddDays(5), 10, () => VisitAsync(Officer, number, CareVisitStep.FollowUp, ("on", visited.AddDays(5)), ("followUp", "电话回访，情况平稳。")));
        At(visited.AddDays(6), 10, () => VisitAsync(Officer, number, CareVisitStep.CloseNoReimbursement, ("settledByList", true)));
    }

    private void PlanBenefits()
    {
        var matter = "";
        At(new(2024, 3, 11), 10, async () => matter = await story.DoAsync(Desk, async (services, actor) =>
            (await services.GetRequiredService<RegisterBenefit>().ExecuteAsync(new()
            {
                Type = BenefitType.Allowance,
                Applicant = Name(8),
                Summary = "2023年补差待遇漏发，申请补发。",
                PeriodFrom = new DateOnly(2023, 1, 1),
                PeriodTo = new DateOnly(2023, 12, 31),
                BasisDocument = "补差待遇会议纪要（虚构）",
                Cadres = [Number(8)],
            }, actor, default)).Number));
        At(new(2024, 3, 12), 9, () => BenefitAsync(Keeper, matter, BenefitStep.StartVerify, ("officer", Officer), ("on", "2024-03-12")));
        At(new(2024, 3, 14), 9, () => story.DoAsync(Officer, async (services, actor) => await services.GetRequiredService<CalculateBenefit>().ExecuteAsync(new() { Number = matter }, actor, default)));
        At(new(2024, 3, 15), 9, () => BenefitAsync(Officer, matter, BenefitStep.SubmitForApproval, ("findings", "身份、职级、期间核对无误，漏发属实。"), ("levelChecked", true), ("periodChecked", true), ("checker", Keeper), ("on", "2024-03-15")));
        At(new(2024, 3, 18), 9, () => BenefitAsync(Head, matter, BenefitStep.Approve, ("opinion", "同意补发。")));
        At(new(2024, 3, 19), 9, () => DecideAsync(Deputy, matter));
        At(new(2024, 3, 20), 9, () => BenefitAsync(Officer, matter, BenefitStep.Refer, ("target", BenefitTarget.Finance), ("on", "2024-03-20")));
        At(new(2024, 6, 25), 9, () => BenefitAsync(Officer, matter, BenefitStep.ConfirmPayment, ("on", "2024-06-24"), ("amount", 3600m), ("approvalNumber", "云财批〔2024〕12号")));
        At(new(2024, 6, 26), 9, () => TellEveryoneAsync(matter, new(2024, 6, 26)));
        At(new(2024, 6, 27), 9, () => BenefitAsync(Officer, matter, BenefitStep.Resolve, ("on", "2024-06-27"), ("result", "补发到位，本人确认。")));

        var batch = "";
        At(new(2024, 6, 20), 14, async () => batch = await story.DoAsync(Keeper, async (services, actor) =>
            (await services.GetRequiredService<OpenPensionBatch>().ExecuteAsync(new() { Year = 2024, NoticeNumber = "演示人社〔2024〕8号", NoticeOn = new DateOnly(2024, 6, 18), EffectiveFrom = new DateOnly(2024, 1, 1) }, actor, default)).Number));
        At(new(2024, 6, 21), 9, () => BenefitAsync(Keeper, batch, BenefitStep.StartVerify, ("officer", Officer), ("on", "2024-06-21")));
        At(new(2024, 6, 24), 9, () => story.DoAsync(Officer, async (services, actor) => await services.GetRequiredService<CalculateBenefit>().ExecuteAsync(new() { Number = batch }, actor, default)));
        At(new(2024, 6, 28), 9, () => PeopleAsync(batch, (p, e) => e with { CheckedOn = new DateOnly(2024, 6, 28) }));
        At(new(2024, 7, 1), 9, () => BenefitAsync(Head, batch, BenefitStep.ReferDirect, ("target", BenefitTarget.SocialSecurity), ("on", "2024-07-01")));
        At(new(2024, 7, 31), 9, () => PeopleAsync(batch, (p, e) => e with { Paid = (p.Amount ?? 0) * 7 }, new DateOnly(2024, 7, 1)));
        At(new(2024, 7, 31), 10, () => story.DoAsync(Officer, async (services, actor) =>
        {
            var shown = await services.GetRequiredService<LoadBenefit>().OpenAsync(batch, default);
            return await services.GetRequiredService<TakeBenefitStep>().ExecuteAsync(new(batch, BenefitStep.ConfirmPayment, StepData.Of(("on", "2024-07-31"), ("amount", shown.Active.Sum(p => p.Paid ?? 0)))), actor, default);
        }));
        At(new(2024, 8, 20), 9, () => TellEveryoneAsync(batch, new(2024, 8, 20)));
        At(new(2024, 8, 21), 9, () => BenefitAsync(Officer, batch, BenefitStep.Resolve, ("on", "2024-08-21"), ("result", "增资到位，逐人告知。")));
    }

    /// <summary>A 厂级 and a 中层 cadre; both families are visited, one of them counts as 厂级.</summary>
    private void PlanDeaths()
    {
        Die(11, new(2024, 8, 14), DeathProof.Cremation);
        Die(52, new(2024, 11, 5), DeathProof.Certificate);
    }

    private void Die(int n, DateOnly died, DeathProof proof)
    {
        var reported = story.Workday(died.AddDays(2));
        At(reported, 9, () => StepAsync(Desk, n, CadreStep.ReportDeath, ("on", died), ("informant", $"{DemoOffice.PersonOf(500 + n)}，子女")));
        At(reported, 11, () => StepAsync(Head, n, CadreStep.ConfirmDeath, ("on", died), ("proof", proof), ("proofNumber", "演示证明（虚构）")));
        At(reported, 15, () => StepAsync(Keeper, n, CadreStep.TellPensionOffice, ("on", reported), ("paper", "电话通知并送达名单")));
        var number = "";
        At(reported, 12, async () =>
        {
            number = await story.DoAsync(Keeper, async (services, _) => await services.GetRequiredService<CaseDb>().CareVisits.Where(v => v.Type == CareVisitType.Condolence && v.Persons.Any(p => p.Name == Name(n))).Select(v => v.Number).FirstAsync());
            await VisitAsync(Officer, number, CareVisitStep.Plan, ("plannedOn", reported), ("place", "家中"), ("leader", Deputy), ("visitors", new[] { Officer }), ("form", GiftForm.MoneyAndWreath), ("amount", 1000m));
        });
        At(reported, 13, () => VisitAsync(Officer, number, CareVisitStep.Submit));
        At(reported, 14, () => VisitAsync(Deputy, number, CareVisitStep.Approve, ("approvedAmount", 1000m)));
        At(reported, 16, () => VisitAsync(Cashier, number, CareVisitStep.DrawFunds, ("voucher", $"领{reported:MMdd}"), ("on", reported)));
        At(reported, 18, () => VisitAsync(Officer, number, CareVisitStep.RecordVisit, ("visitedOn", reported), ("results", new[] { VisitResult.Seen.Kebab() }), ("actualAmount", 1000m), ("signers", new[] { DemoOffice.PersonOf(500 + n) }), ("relations", new[] { "子女" })));
        At(reported.AddDays(3), 10, () => VisitAsync(Officer, number, CareVisitStep.CloseNoReimbursement, ("settledByList", true)));
    }

    /// <summary>Services that wait for somebody now.</summary>
    private void PlanLive()
    {
        Live(6, CareVisitType.Sick, 9, "因病住院，拟前往看望");
        Live(4, CareVisitType.Hardship, 29, "家庭遭灾，生活困难");
        var planned = "";
        At(Ago(8), 9, async () => planned = await RegisterAsync(CareVisitType.Sick, "手术住院，拟前往看望", 12));
        At(Ago(8), 10, () => VisitAsync(Officer, planned, CareVisitStep.Plan, ("plannedOn", today.AddDays(1)), ("place", "区人民医院（虚构）"), ("leader", Deputy), ("visitors", new[] { Officer, Keeper }), ("form", GiftForm.Money), ("amount", 500m)));
        At(Ago(7), 10, () => VisitAsync(Officer, planned, CareVisitStep.Submit));
        At(Ago(5), 9, () => story.DoAsync(Desk, async (services, actor) => await services.GetRequiredService<RegisterBenefit>().ExecuteAsync(new()
        {
            Type = BenefitType.Hardship,
            Applicant = Name(29),
            Summary = "住房漏雨，医疗支出大，申请一次性困难帮扶。",
            Cadres = [Number(29)],
        }, actor, default)));
        var allowance = "";
        At(Ago(9), 9, async () => allowance = await story.DoAsync(Desk, async (services, actor) => (await services.GetRequiredService<RegisterBenefit>().ExecuteAsync(new()
        {
            Type = BenefitType.Allowance,
            Applicant = Name(14),
            Summary = "上年度补差待遇少算两个月，申请补发。",
            PeriodFrom = new DateOnly(today.Year - 1, 11, 1),
            PeriodTo = new DateOnly(today.Year - 1, 12, 31),
            BasisDocument = "补差待遇会议纪要（虚构）",
            Cadres = [Number(14)],
        }, actor, default)).Number));
        At(Ago(8), 14, () => BenefitAsync(Keeper, allowance, BenefitStep.StartVerify, ("officer", Officer), ("on", Ago(8))));
        At(Ago(3), 9, () => StepAsync(Desk, 47, CadreStep.ReportDeath, ("informant", "邻居来电，家属电话未通")));
    }

    private void Live(int daysAgo, CareVisitType type, int who, string cause) => At(Ago(daysAgo), 9, () => RegisterAsync(type, cause, who));

    private Task<string> RegisterAsync(CareVisitType type, string cause, int who) => story.DoAsync(Keeper, async (services, actor) =>
        (await services.GetRequiredService<RegisterCareVisit>().ExecuteAsync(new() { Type = type, Cause = cause, Persons = [Number(who)] }, actor, default)).Number);

    private Task StepAsync(string who, int n, CadreStep step, params (string, object?)[] data) =>
        story.DoAsync(who, (services, actor) => services.GetRequiredService<TakeCadreStep>().ExecuteAsync(new(Number(n), step, StepData.Of(data)), actor, default));

    private Task VisitAsync(string who, string number, CareVisitStep step, params (string, object?)[] data) =>
        story.DoAsync(who, (services, actor) => services.GetRequiredService<TakeCareVisitStep>().ExecuteAsync(new(number, step, StepData.Of(data)), actor, default));

    private Task BenefitAsync(string who, string number, BenefitStep step, params (string, object?)[] data) =>
        story.DoAsync(who, (services, actor) => services.GetRequiredService<TakeBenefitStep>().ExecuteAsync(new(number, step, StepData.Of(data)), actor, default));

    private Task DecideAsync(string who, string number) =>
        story.DoAsync(who, (services, actor) => services.GetRequiredService<TakeBenefitStep>().DecideAsync(number, null, ApprovalStep.Approve, StepData.Of((ApprovalWorkflow.Opinion, "同意。")), null, null, actor, default));

    private Task TellEveryoneAsync(string number, DateOnly day) => PeopleAsync(number, (_, e) => e with { NotifiedOn = day, NotifiedHow = NotifiedHow.Call });

    private Task PeopleAsync(string number, Func<BenefitPerson, RecordBenefitPeople.Entry, RecordBenefitPeople.Entry> change, DateOnly? paymentMonth = null) => story.DoAsync(Officer, async (services, actor) =>
    {
        var shown = await services.GetRequiredService<LoadBenefit>().OpenAsync(number, default);
        return await services.GetRequiredService<RecordBenefitPeople>().ExecuteAsync(new()
        {
            Number = number,
            PaymentMonth = paymentMonth ?? shown.PaymentMonth,
            People = [.. shown.Active.Select(p => change(p, RecordBenefitPeople.Of(p)))],
        }, actor, default);
    });

    private static Guid Id(int n, IServiceProvider services) => services.GetRequiredService<CaseDb>().Cadres.Where(c => c.PersonNumber == Number(n)).Select(c => c.Id).First();

    private DateOnly Ago(int days) => story.Workday(today.AddDays(-days));

    private void At(DateOnly day, int hour, Func<Task> act) => story.At(day.ToDateTime(new TimeOnly(hour, 0)), act);
}
