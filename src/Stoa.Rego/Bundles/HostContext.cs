using Stoa.Rego.Builtins;

namespace Stoa.Rego.Bundles;

/// <summary>Lets code of builtins run outside a query, on material of a bundle. Its work is bounded as that of a query is by default.</summary>
internal sealed class HostContext : BuiltinContext
{
    private long _left = RegoEvaluationOptions.Default.MaxOutput;

    public override DateTimeOffset Now => DateTimeOffset.UnixEpoch;

    public override Random Random { get; } = new(0);

    public override CancellationToken CancellationToken => CancellationToken.None;

    public override void Step(int count = 1) => Produce(count);

    public override void Produce(long size)
    {
        _left -= size;
        if (_left < 0)
        {
            throw new BuiltinFailure("reading it takes too much work");
        }
    }

    public override RegoValue? Fail(string message) => null;

    public override RegoValue? FailType(string message) => null;
}
