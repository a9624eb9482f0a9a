using Stoa.Rego.Syntax;

namespace Stoa.Rego.Compilation.Lowering;

/// <summary>What the parts of lowering one rule or query share.</summary>
internal sealed class LoweringState(CompilationContext context, ModuleNames names, Rule? rule)
{
    public CompilationContext Context { get; } = context;

    public ModuleNames Names { get; } = names;

    /// <summary>The rule, or null for a query.</summary>
    public Rule? Rule { get; } = rule;

    public Scope Scope { get; } = new();

    /// <summary>Where the expression or call stands that is being lowered: where errors of what it needs are reported.</summary>
    public SourceLocation At { get; private set; }

    /// <summary>Whether that expression is negated, and so gives no variable a value.</summary>
    public bool IsNegated { get; private set; }

    /// <summary>Whether a declaration was wrong: then it does not count that others seem unused.</summary>
    public bool HasDeclarationErrors { get; private set; }

    /// <summary>Begins an expression or call. Give what it returns to <see cref="Leave"/>.</summary>
    public (SourceLocation At, bool IsNegated) Enter(SourceLocation at, bool isNegated)
    {
        var around = (At, IsNegated);
        (At, IsNegated) = (at, isNegated);
        return around;
    }

    /// <summary>Ends an expression or call.</summary>
    public void Leave((SourceLocation At, bool IsNegated) around) => (At, IsNegated) = around;

    public void Error(string code, SourceLocation location, string message, string? hint = null) =>
        Context.Errors.Add(code, location, message, hint);

    /// <summary>Reports a wrong declaration or assignment.</summary>
    public void DeclarationError(SourceLocation location, string message, string? hint = null)
    {
        HasDeclarationErrors = true;
        Error(RegoErrorCodes.Compile, location, message, hint);
    }

    /// <summary>What a name means here.</summary>
    public CoreTerm Resolve(VarTerm name)
    {
        if (Scope.Declared(name.Name) is { } declared)
        {
            return new CoreVariable(name.Location, declared);
        }

        if (!name.IsWildcard && !Scope.IsHidden(name.Name) && Names.Find(name.Name) is { } global)
        {
            CoreTerm root = global.Root == "data" ? new CoreData(name.Location) : new CoreInput(name.Location);
            CoreTerm[] keys = [.. global.Path.Select(part => new CoreConstant(name.Location, RegoString.Of(part)))];
            return keys.Length == 0 ? root : new CoreReference(name.Location, root, keys);
        }

        return new CoreVariable(name.Location, Scope.Undeclared(name.Name, name.Location));
    }
}
