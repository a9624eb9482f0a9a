namespace Stoa.Rego.Builtins;

/// <summary>Leaves a builtin from deep within. <see cref="Guarding"/> turns it into the error of the call.</summary>
internal sealed class BuiltinFailure(string message, bool isType = false) : Exception(message)
{
    /// <summary>Whether an operand, or an item in one, has a wrong type.</summary>
    public bool IsType { get; } = isType;

    /// <summary>A function whose failures are errors of the call, as are values that nest deeper than this thread can follow.</summary>
    public static BuiltinFunction Guarding(BuiltinFunction function) => (context, operands) =>
    {
        try
        {
            return function(context, operands);
        }
        catch (BuiltinFailure failure)
        {
            return failure.IsType ? context.FailType(failure.Message) : context.Fail(failure.Message);
        }
        catch (InsufficientExecutionStackException)
        {
            return context.Fail("a value nests too deep");
        }
    };
}
