namespace Portal.Infrastructure.Performance;

/// <summary>
/// A report file is not what was asked for, or not all of it: nothing of it is stored. The message says which line and what is wrong,
/// never what stands in a text column.
/// </summary>
public sealed class ReportRefusedException(string message, Exception? inner = null) : Exception(message, inner);
