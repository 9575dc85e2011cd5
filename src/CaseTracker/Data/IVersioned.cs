namespace CaseTracker.Data;

/// <summary>A record that two people may change at once: its version travels in every form, and the second saver is told.</summary>
public interface IVersioned
{
    Guid Id { get; }

    int Version { get; set; }
}

/// <summary>The record was changed by somebody else since the form was opened. The page shows both versions field by field and keeps what was typed.</summary>
public sealed class StaleException() : RefusedException("该记录刚刚被他人修改，请核对最新情况后再提交");
