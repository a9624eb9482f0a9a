namespace Stoa.Rego.Syntax;

/// <summary>The parts of the parser over one source; each finds the others here.</summary>
internal sealed class Grammar
{
    public Grammar(string file, string source)
    {
        Tokens = new TokenStream(file, source);
        Literals = new LiteralParser(this);
        Templates = new TemplateParser(this);
        Collections = new CollectionParser(this);
        Terms = new TermParser(this);
        Infix = new InfixParser(this);
        Expressions = new ExpressionParser(this);
        Declarations = new DeclarationParser(this);
        Heads = new HeadParser(this);
        Branches = new BranchParser(this);
        Rules = new RuleParser(this);
        Directives = new DirectiveParser(this);
    }

    public TokenStream Tokens { get; }

    public NestingGuard Nesting { get; } = new();

    public TermMemo Memo { get; } = new();

    public LiteralParser Literals { get; }

    public TemplateParser Templates { get; }

    public CollectionParser Collections { get; }

    public TermParser Terms { get; }

    public InfixParser Infix { get; }

    public ExpressionParser Expressions { get; }

    public DeclarationParser Declarations { get; }

    public HeadParser Heads { get; }

    public BranchParser Branches { get; }

    public RuleParser Rules { get; }

    public DirectiveParser Directives { get; }

    /// <summary>Forgets what belongs to one statement.</summary>
    public void BeginStatement()
    {
        Nesting.Reset();
        Memo.Clear();
    }
}
