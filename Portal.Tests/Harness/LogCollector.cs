using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Portal.Tests.Harness;

/// <summary>Keeps every log line with all that a log store would get: level, category, text, named values, exception and scopes.</summary>
internal sealed class LogCollector : ILoggerProvider, ISupportExternalScope
{
    private readonly ConcurrentQueue<string> lines = [];
    private IExternalScopeProvider scopes = new LoggerExternalScopeProvider();

    public IReadOnlyList<string> Lines => [.. lines];

    public ILogger CreateLogger(string categoryName) => new Category(this, categoryName);

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => scopes = scopeProvider;

    public void Dispose()
    {
    }

    private sealed class Category(LogCollector all, string name) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => all.scopes.Push(state);

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var values = state is IEnumerable<KeyValuePair<string, object?>> pairs ? string.Join(' ', pairs.Select(pair => $"{pair.Key}={pair.Value}")) : "";
            var around = new List<string>();
            all.scopes.ForEachScope((scope, seen) => seen.Add($"{scope}"), around);
            all.lines.Enqueue($"{logLevel} {name} {eventId.Name}: {formatter(state, exception)} | {values} | {exception} | {string.Join(' ', around)}");
        }
    }
}
