namespace CaseTracker.Crypto;

/// <summary>An encrypted value is not what was stored: changed, moved to another row, or its key is gone. Never answered with an empty text: it flies to the error page and the log.</summary>
public sealed class DamagedValueException(string what, Exception? cause = null) : Exception($"{what}：密文已被改动、移位或其密钥不存在", cause);
