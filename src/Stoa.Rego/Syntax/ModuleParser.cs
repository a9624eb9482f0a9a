namespace Stoa.Rego.Syntax;

/// <summary>The statements of a module. After an error it goes on with the next statement that begins a line.</summary>
internal sealed class ModuleParser(string file, string text, bool readsMetadata)
{
    private const int MaxErrors = 100;
    private readonly Grammar _grammar = new(file, text);
    private readonly List<RegoError> _errors = [];
    private readonly List<Import> _imports = [];
    private readonly List<Rule> _rules = [];
    private Package? _package;

    public Module Module()
    {
        var tokens = _grammar.Tokens;
        if (tokens.Kind != TokenKind.Package || tokens.IsKeywordOfRef)
        {
            _errors.Add(MissingPackage(tokens));
        }

        while (tokens.Kind != TokenKind.End && _errors.Count < MaxErrors)
        {
            Statement(tokens);
        }

        ThrowIfFaulty();
        var annotations = readsMetadata ? new AnnotationReader(_package!, _imports, _rules).Read(tokens.Comments, _errors) : [];
        ThrowIfFaulty();
        return new Module(file, _package!, _imports, _rules, annotations, tokens.Comments);
    }

    private static RegoError MissingPackage(TokenStream tokens) => tokens.Kind == TokenKind.Illegal
        ? tokens.Unexpected(null).Errors[0]
        : TokenStream.Error(
            tokens.Here, tokens.Kind == TokenKind.End ? "the module is empty" : "a module begins with its package", "write `package name` before all else");

    private void ThrowIfFaulty()
    {
        if (_errors.Count > 0)
        {
            throw new RegoException(_errors);
        }
    }

    private void Statement(TokenStream tokens)
    {
        var start = tokens.Index;
        _grammar.BeginStatement();
        try
        {
            if (tokens.Kind == TokenKind.Package && !tokens.IsKeywordOfRef)
            {
                AddPackage(tokens.Here, _grammar.Directives.Package());
            }
            else if (tokens.Kind == TokenKind.Import && !tokens.IsKeywordOfRef)
            {
                _imports.Add(_grammar.Directives.Import());
            }
            else
            {
                _grammar.Rules.Rule(_rules, _errors);
            }
        }
        catch (RegoException error)
        {
            AddErrors(error);
            Recover(tokens, start);
        }
    }

    private void AddErrors(RegoException error)
    {
        foreach (var found in error.Errors)
        {
            // A file that is no Rego at all fails twice at its first token.
            if (!_errors.Contains(found))
            {
                _errors.Add(found);
            }
        }
    }

    private void AddPackage(SourceLocation location, Package package)
    {
        if (_package is not null)
        {
            throw TokenStream.Fail(location, "a module has one package", "put the rules of another package in a file of their own");
        }

        _package = package;
    }

    // Goes on at a line that begins with a name, and no further right than the statement that failed.
    private static void Recover(TokenStream tokens, int start)
    {
        var column = tokens.At(start).Column;
        tokens.Index = Math.Max(tokens.Index, start + 1);
        while (tokens.Kind != TokenKind.End && !BeginsStatement(tokens, column))
        {
            tokens.Advance();
        }
    }

    private static bool BeginsStatement(TokenStream tokens, int column) => tokens.Current.BeginsLine && tokens.Current.Column <= column
        && (tokens.Kind is TokenKind.Identifier or TokenKind.Default or TokenKind.Import or TokenKind.Package || tokens.IsKeywordOfRef);
}
