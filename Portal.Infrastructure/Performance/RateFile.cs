using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Portal.Domain.Performance;

namespace Portal.Infrastructure.Performance;

/// <summary>What is known of the file of exchange rates.</summary>
/// <param name="Rates">The last good ones; null when there never were any.</param>
/// <param name="ReadAt">When those were read.</param>
/// <param name="Fault">Why the file as it is now is not used, as a sentence for operators.</param>
public sealed record RateState(ExchangeRates? Rates, DateTimeOffset? ReadAt, string? Fault);

/// <summary>
/// The operator's file of exchange rates, read when it is first needed and again when it changed. A file that is wrong changes nothing: the
/// rates of the last good one stay in use, and the operators' system page says what is wrong with it.
/// </summary>
public sealed partial class RateFile(IOptions<PerformanceOptions> options, IHostEnvironment host, TimeProvider clock, ILogger<RateFile> log)
{
    /// <summary>The whole series of the European Central Bank since 1999 has two.</summary>
    private const long MostBytes = 50_000_000;

    private readonly Lock door = new();
    private (DateTime WrittenAt, long Length)? seen;
    private RateState state = new(null, null, null);

    /// <summary>Null where the operator set none.</summary>
    public string? Name => string.IsNullOrWhiteSpace(options.Value.ExchangeRates) ? null : Path.GetFileName(options.Value.ExchangeRates);

    public int MostDaysBack => options.Value.ExchangeRateDays;

    public RateState Look()
    {
        if (Name is not { } name)
        {
            return state;
        }

        lock (door)
        {
            var file = new FileInfo(Path.Combine(host.ContentRootPath, options.Value.ExchangeRates ?? ""));
            try
            {
                if (!file.Exists)
                {
                    seen = null;
                    Fail($"There is no file {name} where Performance:ExchangeRates says it is.");
                }
                else if (seen != (file.LastWriteTimeUtc, file.Length))
                {
                    Read(file);
                    seen = (file.LastWriteTimeUtc, file.Length);
                }
            }
            catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
            {
                seen = null;
                Fail($"The file {name} could not be opened. The portal needs to be allowed to read it.");
            }

            return state;
        }
    }

    private void Read(FileInfo file)
    {
        if (file.Length > MostBytes)
        {
            Fail($"The file {file.Name} is larger than 50 MB. Leave out years that no figure needs.");
            return;
        }

        var read = ExchangeRates.Read(File.ReadLines(file.FullName));
        if (read.IsRefused)
        {
            Fail($"{read.Refusal.Sentence} Mend the file {file.Name}, or put the last good one back.");
            return;
        }

        state = new(read.Value, clock.GetUtcNow(), null);
        Log.Read(log, read.Value.Currencies, read.Value.LastDay);
    }

    private void Fail(string fault)
    {
        if (state.Fault != fault)
        {
            Log.Refused(log, fault);
        }

        state = state with { Fault = fault };
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Exchange rates of {Currencies} currencies were read, the last of {LastDay}.")]
        public static partial void Read(ILogger logger, int currencies, DateOnly lastDay);

        [LoggerMessage(Level = LogLevel.Warning, Message = "The exchange rates could not be read: {Fault}")]
        public static partial void Refused(ILogger logger, string fault);
    }
}
