namespace Portal.Benchmarks;

/// <summary>One measurement, by the name it is asked for: it writes its table and answers with its figure.</summary>
internal sealed record NamedRun(string Name, string Says, Func<TextWriter, Task<Outcome>> Run);
