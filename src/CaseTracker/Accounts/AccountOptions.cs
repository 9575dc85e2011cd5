using System.ComponentModel.DataAnnotations;

namespace CaseTracker.Accounts;

/// <summary>Settings of section <c>Accounts</c>: sign-in, sessions, passwords.</summary>
public sealed class AccountOptions
{
    public const string Section = "Accounts";

    /// <summary>How long an account stays locked after too many wrong passwords, in minutes; also the window in which wrong tries from one address are counted.</summary>
    [Range(1, 1440, ErrorMessage = "应为 1 至 1440 分钟")]
    public int LockoutMinutes { get; set; } = 15;

    /// <summary>Wrong passwords after which an account is locked.</summary>
    [Range(1, 20, ErrorMessage = "应为 1 至 20 次")]
    public int MaxFailed { get; set; } = 5;

    /// <summary>Wrong tries from one address, whatever the account, after which the address must wait: one machine cannot lock the whole office out.</summary>
    [Range(1, 10000, ErrorMessage = "应为 1 至 10000 次")]
    public int MaxFailedPerAddress { get; set; } = 20;

    /// <summary>A session without a request for so long is over, in minutes.</summary>
    [Range(1, 720, ErrorMessage = "应为 1 至 720 分钟")]
    public int IdleMinutes { get; set; } = 30;

    /// <summary>A session is over so many hours after the sign-in, however busy.</summary>
    [Range(1, 24, ErrorMessage = "应为 1 至 24 小时")]
    public int AbsoluteHours { get; set; } = 8;

    /// <summary>Sessions one account may have at once; a further sign-in ends the oldest.</summary>
    [Range(1, 10, ErrorMessage = "应为 1 至 10 个")]
    public int MaxSessions { get; set; } = 2;

    /// <summary>How long a one-time code is good, in hours.</summary>
    [Range(1, 168, ErrorMessage = "应为 1 至 168 小时")]
    public int CodeHours { get; set; } = 24;

    /// <summary>A password must be changed after so many days; 0 = never (GB/T 22239-2019 8.1.4.1 asks for a regular change).</summary>
    [Range(0, 3650, ErrorMessage = "应为 0 至 3650 天，0 表示不要求定期更换")]
    public int PasswordMaxAgeDays { get; set; }

    /// <summary>How many of the four kinds (upper case, lower case, digits, other) a password must mix; 0 = any.</summary>
    [Range(0, 4, ErrorMessage = "应为 0 至 4 类，0 表示不要求")]
    public int ComplexityClasses { get; set; }

    /// <summary>The longest life of an API token, in days.</summary>
    [Range(1, 3660, ErrorMessage = "应为 1 至 3660 天")]
    public int TokenMaxDays { get; set; } = 366;

    /// <summary>Name of the 信访工作机构 that the first start creates.</summary>
    [Required(ErrorMessage = "不能为空"), StringLength(64, ErrorMessage = "不得超过 64 个字")]
    public string PetitionOffice { get; set; } = "信访办公室";
}
