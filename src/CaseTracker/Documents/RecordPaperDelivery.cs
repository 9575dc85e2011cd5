using System.ComponentModel.DataAnnotations;
using CaseTracker.Accounts;
using CaseTracker.Data;
using CaseTracker.History;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Documents;

/// <summary>Records that a paper was delivered (送达), for every paper but the opinion, whose delivery is a step of the workflow because it starts the limit for 复查.</summary>
public sealed class RecordPaperDelivery(CaseDb db, RecordDoors doors, OfficeClock clock)
{
    public sealed record Command
    {
        public string RecordKind { get; init; } = "";

        public Guid RecordId { get; init; }

        public Guid DocumentId { get; init; }

        /// <summary>None: everybody who does not have it yet.</summary>
        [Display(Name = "受送达人")]
        public IReadOnlyList<string> Recipients { get; init; } = [];

        [Display(Name = "送达日期"), Required(ErrorMessage = "请填写送达日期")]
        public DateOnly? On { get; init; }

        [Display(Name = "送达方式"), Required(ErrorMessage = "请选择送达方式")]
        public PaperDeliveryMethod? Method { get; init; }

        [Display(Name = "送达凭证"), StringLength(200, ErrorMessage = "送达凭证不得超过200个字")]
        public string? Proof { get; init; }

        [Display(Name = "签收人"), StringLength(100, ErrorMessage = "签收人不得超过100个字")]
        public string? SignedBy { get; init; }

        [Display(Name = "拒收")]
        public bool IsRefused { get; init; }

        [Display(Name = "拒收事由"), StringLength(500, ErrorMessage = "拒收事由不得超过500个字")]
        public string? RefusalReason { get; init; }

        [Display(Name = "见证人")]
        public IReadOnlyList<string> Witnesses { get; init; } = [];
    }

    /// <param name="byStep">Name of the paper whose delivery is a step of its workflow, and that step.</param>
    public async Task<Guid> ExecuteAsync(Command command, (string Paper, string Step) byStep, Actor actor, CancellationToken cancel)
    {
        Inputs.Demand(command);
        var record = await doors.OpenAsync(command.RecordKind, command.RecordId, "该文书", actor, cancel);
        return await db.WriteAsync(async () =>
        {
            var document = await db.IssuedDocuments.FirstOrDefaultAsync(d => d.Id == command.DocumentId && d.RecordId == record.Id, cancel) ?? throw new NotFoundException("该文书");
            if (document.Recipients is null)
            {
                throw new RefusedException($"《{document.Name}》不向信访人送达，不必登记送达");
            }

            if (document.Name == byStep.Paper)
            {
                throw new RefusedException($"《{document.Name}》的送达起算复查申请期限，请用步骤“{byStep.Step}”登记");
            }

            await db.LockAsync($"delivery {document.Id}", cancel);
            var done = await db.PaperDeliveries.Where(d => d.DocumentId == document.Id).ToListAsync(cancel);
            var left = new DocumentRow(document, done).Undelivered;
            var recipients = command.Recipients.Count == 0 ? left : command.Recipients;
            Demand(command, document, left, recipients);
            var delivery = new PaperDelivery
            {
                Id = Guid.NewGuid(),
                RecordKind = command.RecordKind,
                RecordId = command.RecordId,
                DocumentId = document.Id,
                Recipient = string.Join('、', recipients),
                DeliveredOn = command.On!.Value,
                Method = command.Method!.Value,
                Proof = Inputs.Tidy(command.Proof),
                SignedBy = command.IsRefused ? null : Inputs.Tidy(command.SignedBy),
                IsRefused = command.IsRefused,
                RefusalReason = Inputs.Tidy(command.RefusalReason),
                Witnesses = command.Witnesses.Count == 0 ? null : string.Join('、', command.Witnesses),
                DeliveredBy = actor.Name,
            };
            db.Add(delivery);
            db.Trace(delivery, actor, clock.Now, new Act("deliver-paper", $"送达《{document.Name}》", delivery.DeliveredOn)
            {
                Data = new { Document = document.Id, document.Number, delivery.Recipient, Method = delivery.Method.ToString(), Refused = delivery.IsRefused },
                IsConfidential = record.IsConfidential,
            });
            return delivery.Id;
        }, cancel);
    }

    private void Demand(Command command, IssuedDocument document, IReadOnlyList<string> left, IReadOnlyList<string> recipients)
    {
        var reasons = new List<Reason>();
        Refuse(left.Count == 0, nameof(Command.Recipients), "这份文书已全部送达，不能再次登记");
        Refuse(recipients.Except(left).Any() && left.Count > 0, nameof(Command.Recipients), $"“{string.Join('、', recipients.Except(left))}”不是尚未送达的受送达人，可选：{string.Join('、', left)}");
        Refuse(command.On < document.IssuedOn, nameof(Command.On), $"送达日期不得早于成文日期 {document.IssuedOn:yyyy-MM-dd}");
        Refuse(command.On > clock.Today, nameof(Command.On), $"送达日期不得晚于今天（{clock.Today:yyyy-MM-dd}）");
        var signs = command.Method is PaperDeliveryMethod.InPerson;
        Refuse(!command.IsRefused && signs && string.IsNullOrWhiteSpace(command.SignedBy), nameof(Command.SignedBy), "当面送达的请填写签收人；拒收的请勾选拒收并填写两名见证人");
        Refuse(!command.IsRefused && !signs && string.IsNullOrWhiteSpace(command.Proof), nameof(Command.Proof), "请填写送达凭证：邮寄单号，或短信、电话的号码和时间");
        Refuse(command.IsRefused && string.IsNullOrWhiteSpace(command.RefusalReason), nameof(Command.RefusalReason), "拒收的请写明拒收事由");
        Refuse(command.IsRefused && command.Witnesses.Select(w => w.Trim()).Where(w => w.Length > 0).Distinct().Count() < 2, nameof(Command.Witnesses), "拒收的，应当有两名见证人，请一行一人填写");
        if (reasons.Count > 0)
        {
            throw new RefusedException(reasons);
        }

        void Refuse(bool wrong, string field, string text)
        {
            if (wrong)
            {
                reasons.Add(new Reason(text, Field: field));
            }
        }
    }
}
