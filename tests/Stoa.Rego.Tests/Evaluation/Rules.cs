namespace Stoa.Rego.Tests.Evaluation;

/// <summary>Evaluates rules of a package <c>test</c>.</summary>
internal static class Rules
{
    public static RegoPolicy Compile(string rules, RegoCompilerOptions? options = null, RegoObject? data = null) =>
        new RegoCompiler(options ?? new RegoCompilerOptions()).AddModule("m", $"package test\n{rules}").AddData(data ?? RegoObject.Empty).Compile();

    /// <summary>The value of <c>p</c> in Rego's syntax, or <c>undefined</c>.</summary>
    public static string P(string rules, string? input = null, string? data = null, RegoEvaluationOptions? options = null) =>
        Text(Compile(rules, data: data is null ? null : (RegoObject)RegoJson.Parse(data)).Document("data.test.p").Evaluate(input is null ? null : RegoJson.Parse(input), options));

    /// <summary>The error of an evaluation of <c>p</c> that must fail: <c>row:column code: message</c>.</summary>
    public static string Error(string rules, string? input = null, RegoEvaluationOptions? options = null, RegoCompilerOptions? compilerOptions = null)
    {
        var document = Compile(rules, compilerOptions).Document("data.test.p");
        var error = Assert.Throws<RegoException>(() => { document.Evaluate(input is null ? null : RegoJson.Parse(input), options); }).Errors[0];
        return $"{error.Location?.Row}:{error.Location?.Column} {error.Code}: {error.Message}";
    }

    public static string Text(RegoValue? value) => value?.ToString() ?? "undefined";
}
