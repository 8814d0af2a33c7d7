"""Every IRI that policygraph writes or asks for, as plain strings in closed classes.

A mistyped term raises ``AttributeError`` instead of minting a new one. This module imports no RDF
library, so a query that needs none pays for none. ``ontology/policygraph.ttl`` defines the terms
of :class:`PG`; a test holds both equal.
"""

# The names are those of the vocabulary.
# ruff: noqa: N815

from __future__ import annotations

from typing import Final

NAMESPACE: Final = "https://w3id.org/policygraph/ontology#"
DEFAULT_BASE: Final = "https://w3id.org/policygraph/id/"
_PG: Final = NAMESPACE


class PG:
    """The vocabulary of policygraph (``pg:``)."""

    # classes
    Sheet = _PG + "Sheet"
    Measure = _PG + "Measure"
    MeasurePart = _PG + "MeasurePart"
    BudgetTotal = _PG + "BudgetTotal"
    Project = _PG + "Project"
    ProjectTotals = _PG + "ProjectTotals"
    PlanScheme = _PG + "PlanScheme"
    PlanCode = _PG + "PlanCode"
    PolicyArea = _PG + "PolicyArea"
    Organization = _PG + "Organization"
    Department = _PG + "Department"
    Initiative = _PG + "Initiative"
    Figure = _PG + "Figure"
    Period = _PG + "Period"
    Cooperation = _PG + "Cooperation"
    Mention = _PG + "Mention"
    Indicator = _PG + "Indicator"
    Observation = _PG + "Observation"
    FirstEvaluation = _PG + "FirstEvaluation"
    SecondEvaluation = _PG + "SecondEvaluation"
    GradeCount = _PG + "GradeCount"
    AreaVerdict = _PG + "AreaVerdict"
    Analysis = _PG + "Analysis"
    Judgement = _PG + "Judgement"
    ResponsePolicy = _PG + "ResponsePolicy"
    Opinion = _PG + "Opinion"
    Response = _PG + "Response"
    Reflection = _PG + "Reflection"
    DirectionCount = _PG + "DirectionCount"
    Need = _PG + "Need"
    Request = _PG + "Request"
    Role = _PG + "Role"
    Payment = _PG + "Payment"
    Passage = _PG + "Passage"
    Finding = _PG + "Finding"
    Block = _PG + "Block"
    Reflections = _PG + "Reflections"
    Correction = _PG + "Correction"
    Interaction = _PG + "Interaction"
    ReviewSheet = _PG + "ReviewSheet"
    ReviewProject = _PG + "ReviewProject"
    ReviewBudget = _PG + "ReviewBudget"
    ReviewIndicator = _PG + "ReviewIndicator"
    ReviewResult = _PG + "ReviewResult"
    Payee = _PG + "Payee"
    EarlierSheet = _PG + "EarlierSheet"

    # where things belong
    partOf = _PG + "partOf"
    inPolicyArea = _PG + "inPolicyArea"
    inSheet = _PG + "inSheet"
    ofIndicator = _PG + "ofIndicator"
    addresses = _PG + "addresses"
    targets = _PG + "targets"
    respondsTo = _PG + "respondsTo"
    mentions = _PG + "mentions"
    mentionOf = _PG + "mentionOf"
    about = _PG + "about"
    to = _PG + "to"
    who = _PG + "who"
    when = _PG + "when"

    # keys, names, years
    authority = _PG + "authority"
    code = _PG + "code"
    fiscalYear = _PG + "fiscalYear"
    year = _PG + "year"
    yearKind = _PG + "yearKind"
    since = _PG + "since"
    until = _PG + "until"
    number = _PG + "number"
    position = _PG + "position"
    sortKey = _PG + "sortKey"
    heading = _PG + "heading"
    printed = _PG + "printed"
    text = _PG + "text"
    description = _PG + "description"

    # measure
    department = _PG + "department"
    departmentName = _PG + "departmentName"
    authorPost = _PG + "authorPost"
    contact = _PG + "contact"
    relatedOffice = _PG + "relatedOffice"
    officeNames = _PG + "officeNames"
    measureCodes = _PG + "measureCodes"
    situation = _PG + "situation"
    imageText = _PG + "imageText"
    goal = _PG + "goal"
    noIndicatorReason = _PG + "noIndicatorReason"
    totalBudget = _PG + "totalBudget"
    actor = _PG + "actor"
    group = _PG + "group"

    # projects
    budget = _PG + "budget"
    generalFunds = _PG + "generalFunds"
    carriedOver = _PG + "carriedOver"
    fullCost = _PG + "fullCost"
    staffHeadOffice = _PG + "staffHeadOffice"
    staffBranch = _PG + "staffBranch"
    staff = _PG + "staff"
    transferredFrom = _PG + "transferredFrom"
    transferredFromName = _PG + "transferredFromName"
    unplacedCell = _PG + "unplacedCell"
    firstDirection = _PG + "firstDirection"
    nextDirection = _PG + "nextDirection"

    # organisations
    legalForm = _PG + "legalForm"
    corporateNumber = _PG + "corporateNumber"

    # initiatives, figures, needs, requests, cooperation
    mark = _PG + "mark"
    reportedLabel = _PG + "reportedLabel"
    planned = _PG + "planned"
    reported = _PG + "reported"
    planText = _PG + "planText"
    resultText = _PG + "resultText"
    effectText = _PG + "effectText"
    value = _PG + "value"
    unit = _PG + "unit"
    status = _PG + "status"
    isSurvey = _PG + "isSurvey"
    recipientNames = _PG + "recipientNames"
    # "with" and "from" are words of Python
    with_ = _PG + "with"
    level = _PG + "level"
    content = _PG + "content"
    results = _PG + "results"

    # indicators
    rank = _PG + "rank"
    kind = _PG + "kind"
    baseValue = _PG + "baseValue"
    baseYear = _PG + "baseYear"
    baseYearKind = _PG + "baseYearKind"
    targetValue = _PG + "targetValue"
    targetYear = _PG + "targetYear"
    targetYearKind = _PG + "targetYearKind"
    finalTarget = _PG + "finalTarget"
    finalYear = _PG + "finalYear"
    finalYearKind = _PG + "finalYearKind"
    latestActual = _PG + "latestActual"
    progressRate = _PG + "progressRate"
    desiredChange = _PG + "desiredChange"
    basisPlan = _PG + "basisPlan"
    basisPlanName = _PG + "basisPlanName"
    formula = _PG + "formula"
    explanation = _PG + "explanation"
    causeInside = _PG + "causeInside"
    causeOutside = _PG + "causeOutside"
    target = _PG + "target"
    actual = _PG + "actual"
    achievementRate = _PG + "achievementRate"
    grade = _PG + "grade"

    # evaluations
    indicatorVerdict = _PG + "indicatorVerdict"
    effortVerdict = _PG + "effortVerdict"
    overallVerdict = _PG + "overallVerdict"
    verdict = _PG + "verdict"
    count = _PG + "count"
    criterion = _PG + "criterion"
    question = _PG + "question"
    reason = _PG + "reason"
    direction = _PG + "direction"
    cause = _PG + "cause"
    category = _PG + "category"
    asOf = _PG + "asOf"

    # payments
    amount = _PG + "amount"

    # review sheets
    requested = _PG + "requested"
    initialBudget = _PG + "initialBudget"
    supplementaryBudget = _PG + "supplementaryBudget"
    carriedIn = _PG + "carriedIn"
    carriedForward = _PG + "carriedForward"
    reserveFunds = _PG + "reserveFunds"
    executed = _PG + "executed"
    payeeName = _PG + "payeeName"
    printedCorporateNumber = _PG + "printedCorporateNumber"
    projectIdentifier = _PG + "projectIdentifier"
    ministryName = _PG + "ministryName"
    authorNames = _PG + "authorNames"
    page = _PG + "page"
    startYear = _PG + "startYear"
    endYear = _PG + "endYear"
    account = _PG + "account"
    purpose = _PG + "purpose"
    implementation = _PG + "implementation"
    mainPolicy = _PG + "mainPolicy"
    targetText = _PG + "targetText"
    refersToSheet = _PG + "refersToSheet"

    # decisions, passages, findings
    confidence = _PG + "confidence"
    method = _PG + "method"
    start = _PG + "start"
    end = _PG + "end"
    firstLine = _PG + "firstLine"
    lastLine = _PG + "lastLine"
    field = _PG + "field"
    rule = _PG + "rule"
    severity = _PG + "severity"
    expected = _PG + "expected"
    message = _PG + "message"
    aboutKey = _PG + "aboutKey"
    sha256 = _PG + "sha256"
    readBy = _PG + "readBy"
    charactersInFacts = _PG + "charactersInFacts"
    charactersInLabels = _PG + "charactersInLabels"
    charactersRepeated = _PG + "charactersRepeated"
    charactersOfUnknownCell = _PG + "charactersOfUnknownCell"
    charactersUnread = _PG + "charactersUnread"
    leavesUnread = _PG + "leavesUnread"
    leavesUnplaced = _PG + "leavesUnplaced"
    fileName = _PG + "fileName"
    retrieved = _PG + "retrieved"
    valueRead = _PG + "valueRead"
    valueSet = _PG + "valueSet"
    correctedBy = _PG + "correctedBy"
    correctedOn = _PG + "correctedOn"

    # impact rules
    ImpactRule = _PG + "ImpactRule"
    property = _PG + "property"
    relation = _PG + "relation"
    dependentEnd = _PG + "dependentEnd"
    subjectClass = _PG + "subjectClass"
    objectClass = _PG + "objectClass"

    # what analysts score
    from_ = _PG + "from"
    score = _PG + "score"
    evidence = _PG + "evidence"
    author = _PG + "author"
    scoredOn = _PG + "scoredOn"


class RDF:
    """The one term of RDF in use."""

    type = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


class RDFS:
    """The one term of RDF Schema in use."""

    label = "http://www.w3.org/2000/01/rdf-schema#label"


class XSD:
    """Datatypes of literals."""

    boolean = "http://www.w3.org/2001/XMLSchema#boolean"
    date = "http://www.w3.org/2001/XMLSchema#date"
    dateTime = "http://www.w3.org/2001/XMLSchema#dateTime"
    decimal = "http://www.w3.org/2001/XMLSchema#decimal"
    gYear = "http://www.w3.org/2001/XMLSchema#gYear"
    gYearMonth = "http://www.w3.org/2001/XMLSchema#gYearMonth"
    integer = "http://www.w3.org/2001/XMLSchema#integer"


class SKOS:
    """Terms of SKOS in use (W3C Recommendation, 2009)."""

    Concept = "http://www.w3.org/2004/02/skos/core#Concept"
    altLabel = "http://www.w3.org/2004/02/skos/core#altLabel"
    broader = "http://www.w3.org/2004/02/skos/core#broader"
    definition = "http://www.w3.org/2004/02/skos/core#definition"
    inScheme = "http://www.w3.org/2004/02/skos/core#inScheme"
    note = "http://www.w3.org/2004/02/skos/core#note"
    prefLabel = "http://www.w3.org/2004/02/skos/core#prefLabel"


class PROV:
    """Terms of PROV-O in use (W3C Recommendation, 2013)."""

    wasGeneratedBy = "http://www.w3.org/ns/prov#wasGeneratedBy"
    wasQuotedFrom = "http://www.w3.org/ns/prov#wasQuotedFrom"


class DCTERMS:
    """Terms of the Dublin Core in use."""

    identifier = "http://purl.org/dc/terms/identifier"
    license = "http://purl.org/dc/terms/license"
    modified = "http://purl.org/dc/terms/modified"
    publisher = "http://purl.org/dc/terms/publisher"
    source = "http://purl.org/dc/terms/source"
    title = "http://purl.org/dc/terms/title"


class ORG:
    """Terms of the Organization Ontology in use (W3C Recommendation, 2014)."""

    unitOf = "http://www.w3.org/ns/org#unitOf"
