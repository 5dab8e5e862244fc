using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Portal.Infrastructure.Telemetry;

namespace Portal.Tests.Harness;

/// <summary>What one portal measured of its own, from now on.</summary>
internal sealed class Measures : IDisposable
{
    private readonly MeterListener listener = new();
    private readonly Lock gate = new();
    private readonly List<(string Name, string Tags, double Value)> seen = [];

    public Measures(IServiceProvider services)
    {
        var ours = services.GetRequiredService<PortalMetrics>().Meter;
        listener.InstrumentPublished = (instrument, listening) =>
        {
            if (instrument.Meter == ours)
            {
                listening.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Note(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Note(instrument, value, tags));
        listener.Start();
    }

    /// <summary>Every value with exactly these tags: <c>outcome=succeeded</c>, several with a comma between.</summary>
    public IReadOnlyList<double> Of(string name, string tags = "")
    {
        lock (gate)
        {
            return [.. seen.Where(one => one.Name == name && one.Tags == tags).Select(one => one.Value)];
        }
    }

    /// <summary>Reads the gauges.</summary>
    public void Collect() => listener.RecordObservableInstruments();

    public void Dispose() => listener.Dispose();

    private void Note(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        lock (gate)
        {
            seen.Add((instrument.Name, string.Join(',', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}")), value));
        }
    }
}
