namespace Stoa.Rego;

/// <summary>The codes of errors, OPA's names.</summary>
public static class RegoErrorCodes
{
    /// <summary>The source is not Rego v1.</summary>
    public const string Parse = "rego_parse_error";

    /// <summary>The source parses, but means nothing: an unknown name, a duplicate declaration, a misplaced construct.</summary>
    public const string Compile = "rego_compile_error";

    /// <summary>A value of the wrong type, a call of an unknown function or with the wrong number of arguments, rules in conflict.</summary>
    public const string Type = "rego_type_error";

    /// <summary>A variable that nothing binds.</summary>
    public const string UnsafeVar = "rego_unsafe_var_error";

    /// <summary>A rule that depends on itself.</summary>
    public const string Recursion = "rego_recursion_error";

    /// <summary>Rules that give one document different values.</summary>
    public const string Conflict = "eval_conflict_error";

    /// <summary>A value of the wrong type, found during evaluation.</summary>
    public const string EvalType = "eval_type_error";

    /// <summary>A builtin that failed.</summary>
    public const string Builtin = "eval_builtin_error";

    /// <summary>Evaluation was cancelled, or ran out of its deadline or of one of its budgets.</summary>
    public const string Cancelled = "eval_cancel_error";

    /// <summary>A <c>with</c> modifier that cannot be applied.</summary>
    public const string WithMerge = "eval_with_merge_error";

    /// <summary>An error of the engine itself, or nesting too deep to go on.</summary>
    public const string Internal = "eval_internal_error";
}
