namespace Stoa.Cli.Shadow;

/// <summary>Something that was denied because no grant gives it.</summary>
/// <param name="Tenant">Whose grant it would be.</param>
/// <param name="Access">What the grant has to allow.</param>
/// <param name="Field">The field of a ToolGrant that names it: <c>tools</c>, <c>prompts</c>, <c>resources</c> or <c>operations</c>.</param>
/// <param name="Name">Its name.</param>
/// <param name="Count">How often it was denied.</param>
/// <param name="Callers">To whom.</param>
internal sealed record MissingGrant(string Tenant, string Access, string Field, string Name, long Count, IReadOnlyList<string> Callers);
