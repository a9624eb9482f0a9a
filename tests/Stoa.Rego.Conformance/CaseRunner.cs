
namespace Stoa.Rego.Conformance;

/// <summary>Runs one case and compares what came with what was wanted.</summary>
internal static class CaseRunner
{
    private static readonly RegoCompilerOptions CompilerOptions = CreateOptions();

    /// <summary>Null where the case passes, else what is wrong.</summary>
    public static string? Run(ConformanceCase test)
    {
        try
        {
            var compiler = new RegoCompiler(CompilerOptions).AddData(test.Data);
            for (var i = 0; i < test.Modules.Count; i++)
            {
                compiler.AddModule($"test-{i}.rego", test.Modules[i]);
            }

            var input = test.InputTerm is { } term ? InputOf(term) : test.Input;
            var options = new RegoEvaluationOptions { StrictBuiltinErrors = test.StrictError, Deadline = TimeSpan.FromSeconds(30) };
            var results = compiler.Compile().Query(test.Query).Evaluate(input, options);
            return CheckResults(test, results);
        }
        catch (RegoException error)
        {
            return CheckError(test, error);
        }
        catch (Exception error)
        {
            return $"crashed: {error.GetType().Name}: {error.Message} {error.StackTrace?.Split('\n').FirstOrDefault()}";
        }
    }

    private static RegoCompilerOptions CreateOptions()
    {
        var options = new RegoCompilerOptions { EnablePrint = true };
        options.EnabledBuiltins.Add("http.send");
        options.EnabledBuiltins.Add("opa.runtime");
        options.Functions["test.sleep"] = new RegoFunction(1, _ => RegoNull.Instance);
        options.EnabledBuiltins.Add("net.lookup_ip_addr");
        return options;
    }

    private static RegoValue? InputOf(string term)
    {
        var policy = new RegoCompiler().Compile();
        return policy.Query($"x = {term}").Evaluate() is [var solution] ? solution["x"] : null;
    }

    private static string? CheckResults(ConformanceCase test, IReadOnlyList<IReadOnlyDictionary<string, RegoValue>> results)
    {
        if (test.WantErrorCode is not null || test.WantError is not null)
        {
            return $"no error, wanted {test.WantErrorCode} {test.WantError}; got {Show(results)}";
        }

        if (test.WantResult is not { } want)
        {
            return null;
        }

        var found = results.Select(result => Canonical(AsObject(result), test.SortBindings)).Order().ToArray();
        var wanted = want.Select(result => Canonical(result, test.SortBindings)).Order().ToArray();
        return found.SequenceEqual(wanted) ? null : $"wanted {string.Join(", ", (object[])wanted)} got {string.Join(", ", (object[])found)}";
    }

    private static string? CheckError(ConformanceCase test, RegoException error)
    {
        var first = error.Errors[0];
        if (test.WantErrorCode is null && test.WantError is null)
        {
            return $"failed: {first}";
        }

        if (test.WantErrorCode is { } code && code != first.Code)
        {
            return $"wanted code {code} ({test.WantError}), got {first}";
        }

        // As OPA prints it: without a column.
        var printed = $"{first.Location?.File}:{first.Location?.Row}: {first.Code}: {first.Message}";
        return test.WantError is { } text && !printed.Contains(text, StringComparison.Ordinal) ? $"wanted error '{text}', got {first}" : null;
    }

    private static RegoObject AsObject(IReadOnlyDictionary<string, RegoValue> bindings)
    {
        var builder = new RegoObjectBuilder();
        foreach (var (name, value) in bindings)
        {
            builder[RegoString.Of(name)] = value;
        }

        return builder.Build();
    }

    // As JSON knows values: sets are sorted arrays, keys are strings.
    private static RegoValue Canonical(RegoValue value, bool sortArrays)
    {
        var json = RegoJson.Parse(value.ToJson());
        return sortArrays && json is RegoObject bindings
            ? RegoObject.Of([.. bindings.Select(pair => (pair.Key, pair.Value is RegoArray array ? RegoArray.Of(array.Order()) : pair.Value))])
            : json;
    }

    private static string Show(IReadOnlyList<IReadOnlyDictionary<string, RegoValue>> results) =>
        string.Join(", ", results.Select(result => AsObject(result).ToString()));
}
