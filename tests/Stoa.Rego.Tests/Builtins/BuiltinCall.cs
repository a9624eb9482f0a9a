using Stoa.Rego.Builtins;

namespace Stoa.Rego.Tests.Builtins;

/// <summary>Calls one builtin without an evaluator, its operands given as values.</summary>
internal sealed class BuiltinCall : BuiltinContext
{
    private long _steps;
    private long _produced;

    /// <summary>A context to call parts of builtins with.</summary>
    public static BuiltinCall Create() => new();

    private BuiltinCall()
    {
    }

    public override DateTimeOffset Now { get; } = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000);

    public override Random Random { get; } = new(1);

    public override CancellationToken CancellationToken => CancellationToken.None;

    public (string Code, string Message)? Error { get; private set; }

    /// <summary>The result of a call that must not fail; null where it is undefined.</summary>
    public static RegoValue? Result(string name, params RegoValue[] operands)
    {
        var (result, error) = Run(name, operands);
        Assert.Null(error);
        return result;
    }

    /// <summary>The error of a call that must fail.</summary>
    public static (string Code, string Message) Failure(string name, params RegoValue[] operands)
    {
        var (result, error) = Run(name, operands);
        Assert.Null(result);
        Assert.NotNull(error);
        return error.Value;
    }

    /// <summary>A value from JSON.</summary>
    public static RegoValue Json(string json) => JsonReading.Read(System.Text.Encoding.UTF8.GetBytes(json));

    public override void Step(int count = 1)
    {
        _steps += count;
        if (_steps > 2_000_000)
        {
            throw new OperationCanceledException("steps");
        }
    }

    public override void Produce(long size)
    {
        _produced += size;
        if (_produced > 10_000_000)
        {
            throw new OperationCanceledException("output");
        }
    }

    public override RegoValue? Fail(string message)
    {
        Error = (RegoErrorCodes.Builtin, message);
        return null;
    }

    public override RegoValue? FailType(string message)
    {
        Error = (RegoErrorCodes.EvalType, message);
        return null;
    }

    internal static (RegoValue? Result, (string Code, string Message)? Error) Run(string name, RegoValue[] operands)
    {
        var builtin = BuiltinCatalog.All[name];
        Assert.Equal(builtin.Operands.Count, operands.Length);
        for (var i = 0; i < operands.Length; i++)
        {
            Assert.True(builtin.ChecksOperands || builtin.Operands[i].HasFlag((RegoTypes)(1 << (int)operands[i].Kind)), $"operand {i + 1} of {name}");
        }

        var call = new BuiltinCall();
        var result = builtin.Function(call, operands);
        return (result, call.Error);
    }
}
