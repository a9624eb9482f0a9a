using Stoa.Rego.Compilation.Lowering;
using Stoa.Rego.Syntax;

namespace Stoa.Rego.Compilation.Checks;

/// <summary>Rules and imports that would hide <c>input</c> or <c>data</c>.</summary>
internal static class ShadowCheck
{
    public static void Check(IEnumerable<Module> modules, ErrorList errors)
    {
        foreach (var module in modules)
        {
            foreach (var rule in module.Rules)
            {
                if (rule.Head.Path is [ValueTerm { Value: RegoString { Value: "input" or "data" } name }, ..])
                {
                    errors.Add(RegoErrorCodes.Compile, rule.Location, $"rules must not shadow {name.Value} (use a different rule name)");
                }

                if ((rule.Head.Arguments ?? []).SelectMany(DeclaredNames.InPattern).FirstOrDefault(name => name.Name is "input" or "data") is { } argument)
                {
                    errors.Add(RegoErrorCodes.Compile, rule.Location, $"args must not shadow {argument.Name} (use a different variable name)");
                }
            }

            foreach (var import in module.Imports.Where(import => import.Alias is "input" or "data"))
            {
                errors.Add(RegoErrorCodes.Compile, import.Location, $"imports must not shadow {import.Alias} (use a different alias)");
            }
        }
    }
}
