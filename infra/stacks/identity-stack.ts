import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import {
  AccountRecovery,
  Mfa,
  OAuthScope,
  UserPool,
  type UserPoolClient,
  UserPoolOperation,
} from 'aws-cdk-lib/aws-cognito';
import type { Construct } from 'constructs';
import { trigger as bindMember } from '../../functions/bind-member/trigger.ts';
import { HouseStack } from '../constructs/house-stack.ts';
import { physicalName, type House, type Resources } from '../constructs/house.ts';
import { ServiceFunction } from '../constructs/service-function.ts';

/** Who somebody is. What they may do stands in the register, bound to them at their first sign-in. */
export class IdentityStack extends HouseStack {
  readonly userPool: UserPool;
  readonly client: UserPoolClient;

  constructor(scope: Construct, house: House, resources: Resources) {
    super(scope, house.stage, 'identity', 'Sign-in');
    this.userPool = new UserPool(this, 'Members', {
      userPoolName: physicalName(house, 'members'),
      // Signing up proves a phone or an e-mail and gives no right: rights come from invitations alone.
      selfSignUpEnabled: true,
      signInAliases: { phone: true, email: true },
      autoVerify: { phone: true, email: true },
      mfa: Mfa.OPTIONAL,
      mfaSecondFactor: { otp: true, sms: false },
      passwordPolicy: {
        minLength: 12,
        requireDigits: true,
        requireLowercase: true,
        requireUppercase: true,
        requireSymbols: true,
        tempPasswordValidity: Duration.days(3),
      },
      accountRecovery: AccountRecovery.PHONE_WITHOUT_MFA_AND_EMAIL,
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    const binding = new ServiceFunction(this, { house, name: 'bind-member', spec: bindMember, resources });
    this.userPool.addTrigger(UserPoolOperation.PRE_TOKEN_GENERATION, binding.function);
    this.userPool.addDomain('Domain', { cognitoDomain: { domainPrefix: `e-smart-ikm-${house.stage.name}` } });
    this.client = this.userPool.addClient('Screens', {
      userPoolClientName: physicalName(house, 'screens'),
      generateSecret: false,
      preventUserExistenceErrors: true,
      authFlows: { userSrp: true },
      oAuth: {
        flows: { authorizationCodeGrant: true },
        scopes: [OAuthScope.OPENID, OAuthScope.PHONE, OAuthScope.EMAIL],
        callbackUrls: house.stage.webOrigins.map((origin) => `${origin}/`),
        logoutUrls: house.stage.webOrigins.map((origin) => `${origin}/`),
      },
      accessTokenValidity: Duration.hours(1),
      idTokenValidity: Duration.hours(1),
      refreshTokenValidity: Duration.days(30),
    });
    Validations.of(this.userPool).acknowledge(
      {
        id: 'AwsSolutions-IAM5[Resource::*]',
        reason: 'Cognito sends codes by SMS to any phone: sns:Publish to a number has no resource to name.',
      },
      {
        id: 'AwsSolutions-COG2',
        reason: 'Owners have one cheap phone and no authenticator; officers can add one.',
      },
      {
        id: 'AwsSolutions-COG8',
        reason: 'The Plus plan is priced per user and month: five million owners cannot carry it.',
      },
    );
  }
}
