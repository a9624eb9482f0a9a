using Stoa.Rego.Syntax;

namespace Stoa.Rego.Compilation;

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

                foreach (var argument in (rule.Head.Arguments ?? []).OfType<VarTerm>().Where(argument => argument.Name is "input" or "data"))
                {
                    errors.Add(RegoErrorCodes.Compile, argument.Location, $"variables must not shadow {argument.Name} (use a different variable name)");
                }
            }

            foreach (var import in module.Imports.Where(import => import.Alias is "input" or "data"))
            {
                errors.Add(RegoErrorCodes.Compile, import.Location, $"imports must not shadow {import.Alias} (use a different alias)");
            }
        }
    }
}
