namespace Stoa.Rego.Tests.Evaluation;

/// <summary>A clock on which a second passes each time somebody looks.</summary>
internal sealed class TickingTime : TimeProvider
{
    private long _looks;

    public override long TimestampFrequency => 1;

    public override long GetTimestamp() => _looks++;

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddSeconds(_looks++);
}
